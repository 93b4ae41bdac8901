// A strict authorization server with one client. It prints its port.
import Provider from "oidc-provider";

const provider = new Provider("http://127.0.0.1", {
  clients: [{
    client_id: "owned-client",
    client_secret: "owned-client-secret",
    grant_types: ["client_credentials"],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: "client_secret_post",
  }],
  features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
});
const server = provider.listen(0, "127.0.0.1", () => console.log(server.address().port));
