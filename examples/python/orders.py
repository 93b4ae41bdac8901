"""Makes the connection to the orders API, or gives it the new key where it is there."""


def connect(events, key):
    connection = {
        "Name": "orders",
        "AuthorizationType": "API_KEY",
        "AuthParameters": {"ApiKeyAuthParameters": {"ApiKeyName": "x-api-key", "ApiKeyValue": key}},
    }
    try:
        events.update_connection(**connection)
    except events.exceptions.ResourceNotFoundException:
        events.create_connection(**connection)
