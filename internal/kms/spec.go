package kms

import model "github.com/eventbridge-connections/emulator/internal/model/kms"

// spec is what a key of that spec can do (DOCUMENTED), by its usage; what it has no algorithms for
// it cannot be used for.
type spec struct {
	encryption []model.EncryptionAlgorithmSpec
	signing    []model.SigningAlgorithmSpec
	mac        []model.MacAlgorithmSpec
	agreement  []model.KeyAgreementAlgorithmSpec
}

var specs = map[model.KeySpec]spec{
	model.KeySpecSymmetricDefault: {
		encryption: []model.EncryptionAlgorithmSpec{"SYMMETRIC_DEFAULT"},
	},
	model.KeySpecRsa2048: rsa,
	model.KeySpecRsa3072: rsa,
	model.KeySpecRsa4096: rsa,
	model.KeySpecEccNistP256: {
		signing: []model.SigningAlgorithmSpec{"ECDSA_SHA_256"}, agreement: ecdh,
	},
	model.KeySpecEccNistP384: {
		signing: []model.SigningAlgorithmSpec{"ECDSA_SHA_384"}, agreement: ecdh,
	},
	model.KeySpecEccNistP521: {
		signing: []model.SigningAlgorithmSpec{"ECDSA_SHA_512"}, agreement: ecdh,
	},
	model.KeySpecEccSecgP256k1: {signing: []model.SigningAlgorithmSpec{"ECDSA_SHA_256"}},
	model.KeySpecEccNistEdwards25519: {
		signing: []model.SigningAlgorithmSpec{"ED25519_SHA_512", "ED25519_PH_SHA_512"},
	},
	model.KeySpecMlDsa44: latticed,
	model.KeySpecMlDsa65: latticed,
	model.KeySpecMlDsa87: latticed,
	model.KeySpecHmac224: {mac: []model.MacAlgorithmSpec{"HMAC_SHA_224"}},
	model.KeySpecHmac256: {mac: []model.MacAlgorithmSpec{"HMAC_SHA_256"}},
	model.KeySpecHmac384: {mac: []model.MacAlgorithmSpec{"HMAC_SHA_384"}},
	model.KeySpecHmac512: {mac: []model.MacAlgorithmSpec{"HMAC_SHA_512"}},
	model.KeySpecSm2: {
		encryption: []model.EncryptionAlgorithmSpec{"SM2PKE"},
		signing:    []model.SigningAlgorithmSpec{"SM2DSA"}, agreement: ecdh,
	},
}

var (
	rsa = spec{
		encryption: []model.EncryptionAlgorithmSpec{"RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"},
		signing: []model.SigningAlgorithmSpec{
			"RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PKCS1_V1_5_SHA_384", "RSASSA_PKCS1_V1_5_SHA_512",
			"RSASSA_PSS_SHA_256", "RSASSA_PSS_SHA_384", "RSASSA_PSS_SHA_512",
		},
	}
	latticed = spec{signing: []model.SigningAlgorithmSpec{"ML_DSA_SHAKE_256"}}
	ecdh     = []model.KeyAgreementAlgorithmSpec{"ECDH"}
)

// allows tells whether a key of the spec can be used so.
func (s spec) allows(usage model.KeyUsageType) bool {
	switch usage {
	case model.KeyUsageTypeEncryptDecrypt:
		return s.encryption != nil
	case model.KeyUsageTypeSignVerify:
		return s.signing != nil
	case model.KeyUsageTypeGenerateVerifyMac:
		return s.mac != nil
	}
	return s.agreement != nil
}

// family is symmetric, HMAC or asymmetric: an alias stays within one (DOCUMENTED).
func (k *key) family() string {
	switch {
	case k.Spec == model.KeySpecSymmetricDefault:
		return "symmetric"
	case specs[k.Spec].mac != nil:
		return "HMAC"
	}
	return "asymmetric"
}
