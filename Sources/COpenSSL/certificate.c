// Reading certificates. OpenSSL's X.509 macros and stacks stay on this side of the header.
#include "certificate_support.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/pkcs7.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

ipd_octets ipd_octets_copy(const void *data, size_t length) {
    ipd_octets copy = {malloc(length > 0 ? length : 1), length};
    if (copy.data == NULL) return ipd_no_octets;
    if (length > 0) memcpy(copy.data, data, length);
    return copy;
}

ipd_octets ipd_octets_string(const char *text) {
    return ipd_octets_copy(text, strlen(text));
}

void ipd_octets_free(ipd_octets octets) {
    if (octets.data == NULL) return;
    OPENSSL_cleanse(octets.data, octets.length);
    free(octets.data);
}

ipd_octets ipd_name_text(const X509_NAME *name) {
    BIO *out = BIO_new(BIO_s_mem());
    if (out == NULL) return ipd_no_octets;
    ipd_octets text = ipd_no_octets;
    if (X509_NAME_print_ex(out, name, 0, XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB) >= 0) {
        char *data = NULL;
        long length = BIO_get_mem_data(out, &data);
        text = ipd_octets_copy(data, length > 0 ? (size_t)length : 0);
    }
    BIO_free(out);
    return text;
}

/// Whether OpenSSL writes the certificate as it came: in two forms one certificate would have two fingerprints.
static int is_canonical(const X509 *x509, const uint8_t *der, size_t length) {
    uint8_t *written = NULL;
    int count = i2d_X509(x509, &written);
    int is_same = count > 0 && (size_t)count == length && memcmp(written, der, length) == 0;
    OPENSSL_free(written);
    return is_same;
}

ipd_certificate *ipd_certificate_read(const uint8_t *der, size_t length) {
    if (length > INT32_MAX) return NULL;
    ERR_set_mark();
    ipd_certificate *certificate = calloc(1, sizeof *certificate);
    const uint8_t *end = der;
    if (certificate != NULL) certificate->x509 = d2i_X509(NULL, &end, (long)length);
    if (certificate == NULL || certificate->x509 == NULL || end != der + length ||
        !is_canonical(certificate->x509, der, length) || X509_get0_pubkey(certificate->x509) == NULL) {
        ipd_certificate_free(certificate);
        certificate = NULL;
    } else {
        certificate->names = X509_get_ext_d2i(certificate->x509, NID_subject_alt_name, NULL, NULL);
        certificate->usages = X509_get_ext_d2i(certificate->x509, NID_ext_key_usage, NULL, NULL);
    }
    ERR_pop_to_mark();
    return certificate;
}

void ipd_certificate_free(ipd_certificate *certificate) {
    if (certificate == NULL) return;
    GENERAL_NAMES_free(certificate->names);
    EXTENDED_KEY_USAGE_free(certificate->usages);
    X509_free(certificate->x509);
    free(certificate);
}

static ipd_octets serial_text(X509 *x509) {
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(x509), NULL);
    if (number == NULL) return ipd_no_octets;
    char *text = BN_bn2hex(number);
    BN_free(number);
    if (text == NULL) return ipd_no_octets;
    ipd_octets octets = ipd_octets_string(text);
    OPENSSL_free(text);
    return octets;
}

static const char *digest_name(int digest) {
    switch (digest) {
    case NID_md5: return "MD5";
    case NID_sha1: return "SHA-1";
    case NID_sha224: return "SHA-224";
    case NID_sha256: return "SHA-256";
    case NID_sha384: return "SHA-384";
    case NID_sha512: return "SHA-512";
    default: return OBJ_nid2sn(digest);
    }
}

static const char *signer_name(int kind) {
    switch (kind) {
    case NID_rsaEncryption: return "RSA";
    case NID_rsassaPss: return "RSA-PSS";
    case NID_X9_62_id_ecPublicKey: return "ECDSA";
    case NID_ED25519: return "Ed25519";
    case NID_ED448: return "Ed448";
    default: return OBJ_nid2sn(kind);
    }
}

static ipd_octets signature_text(X509 *x509) {
    int digest = NID_undef, kind = NID_undef;
    if (X509_get_signature_info(x509, &digest, &kind, NULL, NULL) != 1 && kind == NID_undef) {
        const char *name = OBJ_nid2sn(X509_get_signature_nid(x509));
        return ipd_octets_string(name != NULL ? name : "unknown");
    }
    const char *signer = signer_name(kind), *hash = digest_name(digest);
    char text[96];
    if (digest == NID_undef || hash == NULL) {
        snprintf(text, sizeof text, "%s", signer != NULL ? signer : "unknown");
    } else {
        snprintf(text, sizeof text, "%s with %s", signer != NULL ? signer : "unknown", hash);
    }
    return ipd_octets_string(text);
}

ipd_octets ipd_certificate_text(const ipd_certificate *certificate, int text) {
    ERR_set_mark();
    X509 *x509 = certificate->x509;
    ipd_octets found = ipd_no_octets;
    switch (text) {
    case ipd_subject: found = ipd_name_text(X509_get_subject_name(x509)); break;
    case ipd_issuer: found = ipd_name_text(X509_get_issuer_name(x509)); break;
    case ipd_serial: found = serial_text(x509); break;
    case ipd_key: found = ipd_key_describe(X509_get0_pubkey(x509)); break;
    case ipd_signature: found = signature_text(x509); break;
    default: break;
    }
    ERR_pop_to_mark();
    return found;
}

int64_t ipd_certificate_time(const ipd_certificate *certificate, int last) {
    const ASN1_TIME *time = last ? X509_get0_notAfter(certificate->x509) : X509_get0_notBefore(certificate->x509);
    struct tm parts = {0};
    ERR_set_mark();
    int64_t seconds = ASN1_TIME_to_tm(time, &parts) == 1 ? (int64_t)timegm(&parts) : INT64_MIN;
    ERR_pop_to_mark();
    return seconds;
}

/// The octets of a string type when each of them is printable ASCII, else nothing of it.
static ipd_octets printable(const ASN1_STRING *string) {
    const unsigned char *data = ASN1_STRING_get0_data(string);
    int length = ASN1_STRING_length(string);
    for (int index = 0; index < length; index++) {
        if (data[index] <= 0x20 || data[index] >= 0x7f) return ipd_octets_copy("", 0);
    }
    return length > 0 ? ipd_octets_copy(data, (size_t)length) : ipd_octets_copy("", 0);
}

static int kind_of(const GENERAL_NAME *name) {
    switch (name->type) {
    case GEN_DNS: return ipd_dns;
    case GEN_IPADD: return ipd_address;
    case GEN_EMAIL: return ipd_email;
    case GEN_OTHERNAME:
        return OBJ_obj2nid(name->d.otherName->type_id) == NID_ms_upn ? ipd_principal : 0;
    default: return 0;
    }
}

static ipd_octets value_of(const GENERAL_NAME *name) {
    switch (name->type) {
    case GEN_DNS: return printable(name->d.dNSName);
    case GEN_EMAIL: return printable(name->d.rfc822Name);
    case GEN_IPADD: {
        const ASN1_OCTET_STRING *address = name->d.iPAddress;
        int length = ASN1_STRING_length(address);
        return ipd_octets_copy(ASN1_STRING_get0_data(address), length == 4 || length == 16 ? (size_t)length : 0);
    }
    case GEN_OTHERNAME: {
        const ASN1_TYPE *value = name->d.otherName->value;
        return value != NULL && value->type == V_ASN1_UTF8STRING ? printable(value->value.utf8string)
                                                                 : ipd_octets_copy("", 0);
    }
    default: return ipd_no_octets;
    }
}

static ipd_octets usage_text(const ipd_certificate *certificate, size_t index) {
    if (index >= (size_t)(certificate->usages != NULL ? sk_ASN1_OBJECT_num(certificate->usages) : 0)) {
        return ipd_no_octets;
    }
    const ASN1_OBJECT *usage = sk_ASN1_OBJECT_value(certificate->usages, (int)index);
    int number = OBJ_obj2nid(usage);
    if (number != NID_undef) return ipd_octets_string(OBJ_nid2sn(number));
    char text[128];
    return OBJ_obj2txt(text, sizeof text, usage, 1) > 0 ? ipd_octets_string(text) : ipd_octets_copy("", 0);
}

ipd_octets ipd_certificate_name(const ipd_certificate *certificate, int kind, size_t index) {
    if (kind == ipd_extended_usage) return usage_text(certificate, index);
    int count = certificate->names != NULL ? sk_GENERAL_NAME_num(certificate->names) : 0;
    for (int place = 0; place < count; place++) {
        const GENERAL_NAME *name = sk_GENERAL_NAME_value(certificate->names, place);
        if (kind_of(name) != kind) continue;
        if (index == 0) return value_of(name);
        index--;
    }
    return ipd_no_octets;
}

uint32_t ipd_certificate_usage(const ipd_certificate *certificate) {
    ERR_set_mark();
    uint32_t usage = X509_get_key_usage(certificate->x509);
    ERR_pop_to_mark();
    if (usage == UINT32_MAX) return usage;
    uint32_t bits = 0;
    for (int bit = 0; bit < 8; bit++) {
        if (usage & (0x80u >> bit)) bits |= 1u << bit;
    }
    return usage & KU_DECIPHER_ONLY ? bits | 1u << 8 : bits;
}

int ipd_certificate_is_authority(const ipd_certificate *certificate) {
    ERR_set_mark();
    int is_authority = (X509_get_extension_flags(certificate->x509) & EXFLAG_CA) != 0;
    ERR_pop_to_mark();
    return is_authority;
}

int ipd_certificate_is_self_signed(const ipd_certificate *certificate) {
    ERR_set_mark();
    int is_self_signed = X509_self_signed(certificate->x509, 1) == 1;
    ERR_pop_to_mark();
    return is_self_signed;
}

int ipd_certificate_matches(const ipd_certificate *certificate, const uint8_t *key, size_t length) {
    ERR_set_mark();
    EVP_PKEY *decoded = ipd_key_decode(key, length);
    int matches = decoded != NULL && X509_check_private_key(certificate->x509, decoded) == 1 &&
                  ipd_key_fits(decoded, X509_get0_pubkey(certificate->x509));
    EVP_PKEY_free(decoded);
    ERR_pop_to_mark();
    return matches;
}

int ipd_certificate_is_signed_by(const ipd_certificate *certificate, const ipd_certificate *issuer) {
    ERR_set_mark();
    int is_signed = X509_check_issued(issuer->x509, certificate->x509) == X509_V_OK &&
                    X509_verify(certificate->x509, X509_get0_pubkey(issuer->x509)) == 1;
    ERR_pop_to_mark();
    return is_signed;
}

ipd_octets ipd_bundle_certificate(const uint8_t *der, size_t length, size_t index) {
    if (length > INT32_MAX || index > INT32_MAX) return ipd_no_octets;
    ERR_set_mark();
    const uint8_t *end = der;
    ipd_octets found = ipd_no_octets;
    PKCS7 *bundle = d2i_PKCS7(NULL, &end, (long)length);
    if (bundle != NULL && end == der + length && PKCS7_type_is_signed(bundle) && bundle->d.sign != NULL &&
        bundle->d.sign->cert != NULL && (int)index < sk_X509_num(bundle->d.sign->cert)) {
        uint8_t *written = NULL;
        int count = i2d_X509(sk_X509_value(bundle->d.sign->cert, (int)index), &written);
        if (count > 0) found = ipd_octets_copy(written, (size_t)count);
        OPENSSL_free(written);
    }
    PKCS7_free(bundle);
    ERR_pop_to_mark();
    return found;
}
