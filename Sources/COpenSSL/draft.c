// Certificates and signing requests that are made here.
#include "certificate_support.h"
#include "ipd_crypto.h"

#include <openssl/err.h>
#include <openssl/rand.h>
#include <stdlib.h>
#include <time.h>

struct ipd_draft {
    X509_NAME *subject;
    GENERAL_NAMES *names;
};

ipd_draft *ipd_draft_new(void) {
    ipd_draft *draft = calloc(1, sizeof *draft);
    if (draft == NULL) return NULL;
    draft->subject = X509_NAME_new();
    draft->names = GENERAL_NAMES_new();
    if (draft->subject == NULL || draft->names == NULL) {
        ipd_draft_free(draft);
        return NULL;
    }
    return draft;
}

void ipd_draft_free(ipd_draft *draft) {
    if (draft == NULL) return;
    X509_NAME_free(draft->subject);
    GENERAL_NAMES_free(draft->names);
    free(draft);
}

int ipd_draft_add(ipd_draft *draft, const char *attribute, const uint8_t *text, size_t length) {
    if (length == 0 || length > 1024) return 0;
    ERR_set_mark();
    int is_added =
        X509_NAME_add_entry_by_txt(draft->subject, attribute, MBSTRING_UTF8, text, (int)length, -1, 0) == 1;
    ERR_pop_to_mark();
    return is_added;
}

int ipd_draft_add_name(ipd_draft *draft, int kind, const uint8_t *name, size_t length) {
    if (length == 0 || length > 255 || (kind != ipd_dns && kind != ipd_address)) return 0;
    ERR_set_mark();
    GENERAL_NAME *added = GENERAL_NAME_new();
    ASN1_STRING *value = ASN1_STRING_type_new(kind == ipd_dns ? V_ASN1_IA5STRING : V_ASN1_OCTET_STRING);
    int is_added = 0;
    if (added != NULL && value != NULL && ASN1_STRING_set(value, name, (int)length) == 1) {
        GENERAL_NAME_set0_value(added, kind == ipd_dns ? GEN_DNS : GEN_IPADD, value);
        value = NULL;
        is_added = sk_GENERAL_NAME_push(draft->names, added) > 0;
        if (is_added) added = NULL;
    }
    ASN1_STRING_free(value);
    GENERAL_NAME_free(added);
    ERR_pop_to_mark();
    return is_added;
}

static const EVP_MD *digest_of(int digest) {
    switch (digest) {
    case ipd_sha256: return EVP_sha256();
    case ipd_sha384: return EVP_sha384();
    case ipd_sha512: return EVP_sha512();
    default: return NULL;
    }
}

/// Adds an extension and takes it over; 0 for a failure.
static int push(STACK_OF(X509_EXTENSION) *extensions, X509_EXTENSION *extension) {
    if (extension != NULL && sk_X509_EXTENSION_push(extensions, extension) > 0) return 1;
    X509_EXTENSION_free(extension);
    return 0;
}

/// The extensions for a server and client of TLS; NULL for a failure.
static STACK_OF(X509_EXTENSION) *extensions_of(const ipd_draft *draft, EVP_PKEY *key) {
    STACK_OF(X509_EXTENSION) *extensions = sk_X509_EXTENSION_new_null();
    if (extensions == NULL) return NULL;
    // An RSA key also takes the secret of the older key exchange, which the profiles Normal and Fast still have.
    const char *usage = EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA ? "critical,digitalSignature,keyEncipherment"
                                                                  : "critical,digitalSignature";
    int is_whole = push(extensions, X509V3_EXT_conf_nid(NULL, NULL, NID_basic_constraints, "critical,CA:FALSE")) &&
                   push(extensions, X509V3_EXT_conf_nid(NULL, NULL, NID_key_usage, usage)) &&
                   push(extensions, X509V3_EXT_conf_nid(NULL, NULL, NID_ext_key_usage, "serverAuth,clientAuth"));
    if (is_whole && sk_GENERAL_NAME_num(draft->names) > 0) {
        is_whole = push(extensions, X509V3_EXT_i2d(NID_subject_alt_name, 0, draft->names));
    }
    if (is_whole) return extensions;
    sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
    return NULL;
}

/// A random serial number of 127 bits, positive and of one length (RFC 5280 4.1.2.2).
static int set_serial(X509 *x509) {
    uint8_t octets[16];
    if (RAND_bytes(octets, sizeof octets) != 1) return 0;
    octets[0] = (octets[0] & 0x7f) | 0x40;
    BIGNUM *number = BN_bin2bn(octets, sizeof octets, NULL);
    int is_set = number != NULL && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(x509)) != NULL;
    BN_free(number);
    return is_set;
}

static int add_key_identifier(X509 *x509) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, x509, x509, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &context, NID_subject_key_identifier, "hash");
    int is_added = extension != NULL && X509_add_ext(x509, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return is_added;
}

static int add_all(X509 *x509, const STACK_OF(X509_EXTENSION) *extensions) {
    for (int index = 0; index < sk_X509_EXTENSION_num(extensions); index++) {
        if (X509_add_ext(x509, sk_X509_EXTENSION_value(extensions, index), -1) != 1) return 0;
    }
    return 1;
}

static ipd_octets encoded(X509 *x509) {
    uint8_t *der = NULL;
    int length = i2d_X509(x509, &der);
    if (length <= 0) return ipd_no_octets;
    ipd_octets octets = ipd_octets_copy(der, (size_t)length);
    OPENSSL_free(der);
    return octets;
}

ipd_octets ipd_draft_sign(
    const ipd_draft *draft, const uint8_t *key, size_t length, int digest, int64_t not_before, int64_t not_after) {
    ERR_set_mark();
    EVP_PKEY *decoded = ipd_key_decode(key, length);
    X509 *x509 = X509_new();
    STACK_OF(X509_EXTENSION) *extensions = decoded != NULL ? extensions_of(draft, decoded) : NULL;
    ipd_octets made = ipd_no_octets;
    if (x509 != NULL && extensions != NULL && digest_of(digest) != NULL && X509_set_version(x509, X509_VERSION_3) == 1 &&
        set_serial(x509) && X509_set_subject_name(x509, draft->subject) == 1 &&
        X509_set_issuer_name(x509, draft->subject) == 1 &&
        ASN1_TIME_set(X509_getm_notBefore(x509), (time_t)not_before) != NULL &&
        ASN1_TIME_set(X509_getm_notAfter(x509), (time_t)not_after) != NULL && X509_set_pubkey(x509, decoded) == 1 &&
        add_all(x509, extensions) && add_key_identifier(x509) && X509_sign(x509, decoded, digest_of(digest)) > 0) {
        made = encoded(x509);
    }
    sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
    X509_free(x509);
    EVP_PKEY_free(decoded);
    ERR_pop_to_mark();
    return made;
}

ipd_octets ipd_draft_request(const ipd_draft *draft, const uint8_t *key, size_t length, int digest) {
    ERR_set_mark();
    EVP_PKEY *decoded = ipd_key_decode(key, length);
    X509_REQ *request = X509_REQ_new();
    STACK_OF(X509_EXTENSION) *extensions = decoded != NULL ? extensions_of(draft, decoded) : NULL;
    ipd_octets made = ipd_no_octets;
    uint8_t *der = NULL;
    if (request != NULL && extensions != NULL && digest_of(digest) != NULL &&
        X509_REQ_set_version(request, X509_REQ_VERSION_1) == 1 &&
        X509_REQ_set_subject_name(request, draft->subject) == 1 && X509_REQ_set_pubkey(request, decoded) == 1 &&
        X509_REQ_add_extensions(request, extensions) == 1 &&
        X509_REQ_sign(request, decoded, digest_of(digest)) > 0) {
        int count = i2d_X509_REQ(request, &der);
        if (count > 0) made = ipd_octets_copy(der, (size_t)count);
        OPENSSL_free(der);
    }
    sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
    X509_REQ_free(request);
    EVP_PKEY_free(decoded);
    ERR_pop_to_mark();
    return made;
}

/// Reads a request whose signature is right and that has nothing behind it.
static X509_REQ *request_of(const uint8_t *der, size_t length) {
    if (length > 65536) return NULL;
    const uint8_t *end = der;
    X509_REQ *request = d2i_X509_REQ(NULL, &end, (long)length);
    EVP_PKEY *key = request != NULL ? X509_REQ_get0_pubkey(request) : NULL;
    if (key != NULL && end == der + length && X509_REQ_verify(request, key) == 1) return request;
    X509_REQ_free(request);
    return NULL;
}

ipd_octets ipd_request_subject(const uint8_t *der, size_t length) {
    ERR_set_mark();
    X509_REQ *request = request_of(der, length);
    ipd_octets subject = request != NULL ? ipd_name_text(X509_REQ_get_subject_name(request)) : ipd_no_octets;
    X509_REQ_free(request);
    ERR_pop_to_mark();
    return subject;
}

int ipd_request_matches(const uint8_t *der, size_t length, const uint8_t *key, size_t key_length) {
    ERR_set_mark();
    X509_REQ *request = request_of(der, length);
    EVP_PKEY *decoded = ipd_key_decode(key, key_length);
    int matches = request != NULL && decoded != NULL && X509_REQ_check_private_key(request, decoded) == 1;
    EVP_PKEY_free(decoded);
    X509_REQ_free(request);
    ERR_pop_to_mark();
    return matches;
}
