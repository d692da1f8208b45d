// PKCS #12. PKCS12_parse has no limits and gives one key: a container from outside is walked here instead. What old
// programs write (40-bit RC2) needs OpenSSL's legacy provider, which is loaded beside, for containers only.
#include "certificate_support.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { item_limit = 256, depth_limit = 4 };

/// How many rounds of key derivation a container may ask for in all: some seconds.
static const uint64_t round_limit = 5000000;

typedef struct {
    ipd_octets items[item_limit];
    size_t count;
} list;

struct ipd_container {
    list keys;
    list certificates;
};

/// A container while it is read.
typedef struct {
    ipd_container *container;
    const char *password;
    int length;
    int is_authentic;
    uint64_t rounds;
} reading;

static OSSL_LIB_CTX *library;
static pthread_once_t library_once = PTHREAD_ONCE_INIT;

static void make_library(void) {
    library = OSSL_LIB_CTX_new();
    if (library == NULL) return;
    // Without the legacy provider, old encryption is one that is not known.
    OSSL_PROVIDER_load(library, "legacy");
    if (OSSL_PROVIDER_load(library, "default") == NULL) {
        OSSL_LIB_CTX_free(library);
        library = NULL;
    }
}

static int add(list *list, ipd_octets octets) {
    if (octets.data == NULL) return ipd_container_malformed;
    if (list->count == item_limit) {
        ipd_octets_free(octets);
        return ipd_container_limit;
    }
    list->items[list->count++] = octets;
    return ipd_container_read;
}

/// Adds `count` rounds to the bill.
static int charge(reading *reading, uint64_t count) {
    if (count > round_limit || reading->rounds > round_limit - count) return ipd_container_limit;
    reading->rounds += count;
    return ipd_container_read;
}

static uint64_t value_of(const ASN1_INTEGER *integer) {
    uint64_t value = 0;
    if (integer == NULL) return 1;
    return ASN1_INTEGER_get_uint64(&value, integer) == 1 ? value : UINT64_MAX;
}

/// The rounds that one of the schemes of PKCS #5 version 2 asks for.
static uint64_t derivation_rounds(const X509_ALGOR *function) {
    const ASN1_OBJECT *object = NULL;
    const void *unused = NULL;
    int type = 0;
    X509_ALGOR_get0(&object, &type, &unused, function);
    uint64_t rounds = UINT64_MAX;
    if (OBJ_obj2nid(object) == NID_id_pbkdf2) {
        PBKDF2PARAM *parameters = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBKDF2PARAM), function->parameter);
        if (parameters != NULL) rounds = value_of(parameters->iter);
        PBKDF2PARAM_free(parameters);
    } else if (OBJ_obj2nid(object) == NID_id_scrypt) {
        SCRYPT_PARAMS *parameters = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(SCRYPT_PARAMS), function->parameter);
        if (parameters != NULL) {
            uint64_t cost = value_of(parameters->costParameter), block = value_of(parameters->blockSize),
                     parallel = value_of(parameters->parallelizationParameter);
            if (cost <= round_limit && block <= 1024 && parallel <= 1024) rounds = cost * block * parallel;
        }
        SCRYPT_PARAMS_free(parameters);
    } else {
        // OpenSSL knows no other, and will say so without any work.
        rounds = 0;
    }
    return rounds;
}

/// Bills what an encryption asks for, before it is done.
static int charge_algorithm(reading *reading, const X509_ALGOR *algorithm) {
    const ASN1_OBJECT *object = NULL;
    const void *unused = NULL;
    int type = 0;
    X509_ALGOR_get0(&object, &type, &unused, algorithm);
    uint64_t rounds = 0;
    if (OBJ_obj2nid(object) == NID_pbes2) {
        PBE2PARAM *parameters = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBE2PARAM), algorithm->parameter);
        rounds = parameters != NULL ? derivation_rounds(parameters->keyfunc) : 0;
        PBE2PARAM_free(parameters);
    } else {
        PBEPARAM *parameters = ASN1_TYPE_unpack_sequence(ASN1_ITEM_rptr(PBEPARAM), algorithm->parameter);
        rounds = parameters != NULL ? value_of(parameters->iter) : 0;
        PBEPARAM_free(parameters);
    }
    return charge(reading, rounds);
}

/// Why a decryption failed: the password, when nothing has shown yet that it is right and the cipher is known.
static int decryption_failure(const reading *reading) {
    unsigned long error;
    int is_unknown = reading->is_authentic;
    while ((error = ERR_get_error()) != 0) {
        int reason = ERR_GET_REASON(error);
        if (reason == ERR_R_UNSUPPORTED ||
            (ERR_GET_LIB(error) == ERR_LIB_EVP &&
             (reason == EVP_R_UNKNOWN_PBE_ALGORITHM || reason == EVP_R_UNKNOWN_CIPHER ||
              reason == EVP_R_UNSUPPORTED_CIPHER || reason == EVP_R_UNSUPPORTED_ALGORITHM ||
              reason == EVP_R_UNSUPPORTED_PRF || reason == EVP_R_UNSUPPORTED_KEY_DERIVATION_FUNCTION))) {
            is_unknown = 1;
        }
    }
    return is_unknown ? ipd_container_unknown : ipd_container_password;
}

static int read_key(reading *reading, const PKCS8_PRIV_KEY_INFO *info) {
    EVP_PKEY *key = EVP_PKCS82PKEY_ex(info, library, NULL);
    if (key == NULL) return ipd_container_malformed;
    ipd_octets octets = ipd_key_encode(key);
    EVP_PKEY_free(key);
    return add(&reading->container->keys, octets);
}

static int read_shrouded_key(reading *reading, const PKCS12_SAFEBAG *bag) {
    const X509_SIG *shrouded = PKCS12_SAFEBAG_get0_pkcs8(bag);
    const X509_ALGOR *algorithm = NULL;
    const ASN1_OCTET_STRING *unused = NULL;
    if (shrouded == NULL) return ipd_container_malformed;
    X509_SIG_get0(shrouded, &algorithm, &unused);
    int outcome = charge_algorithm(reading, algorithm);
    if (outcome != ipd_container_read) return outcome;
    PKCS8_PRIV_KEY_INFO *info = PKCS12_decrypt_skey_ex(bag, reading->password, reading->length, library, NULL);
    if (info == NULL) return decryption_failure(reading);
    outcome = read_key(reading, info);
    PKCS8_PRIV_KEY_INFO_free(info);
    return outcome;
}

static int read_certificate(reading *reading, const PKCS12_SAFEBAG *bag) {
    if (PKCS12_SAFEBAG_get_bag_nid(bag) != NID_x509Certificate) return ipd_container_read;
    X509 *x509 = PKCS12_SAFEBAG_get1_cert(bag);
    if (x509 == NULL) return ipd_container_malformed;
    uint8_t *der = NULL;
    int length = i2d_X509(x509, &der);
    ipd_octets octets = length > 0 ? ipd_octets_copy(der, (size_t)length) : ipd_no_octets;
    OPENSSL_free(der);
    X509_free(x509);
    return add(&reading->container->certificates, octets);
}

static int read_bags(reading *reading, const STACK_OF(PKCS12_SAFEBAG) *bags, int depth) {
    if (depth > depth_limit) return ipd_container_limit;
    for (int index = 0; index < sk_PKCS12_SAFEBAG_num(bags); index++) {
        const PKCS12_SAFEBAG *bag = sk_PKCS12_SAFEBAG_value(bags, index);
        int outcome = ipd_container_read;
        switch (PKCS12_SAFEBAG_get_nid(bag)) {
        case NID_keyBag: {
            const PKCS8_PRIV_KEY_INFO *info = PKCS12_SAFEBAG_get0_p8inf(bag);
            outcome = info != NULL ? read_key(reading, info) : ipd_container_malformed;
            break;
        }
        case NID_pkcs8ShroudedKeyBag: outcome = read_shrouded_key(reading, bag); break;
        case NID_certBag: outcome = read_certificate(reading, bag); break;
        case NID_safeContentsBag: {
            const STACK_OF(PKCS12_SAFEBAG) *inner = PKCS12_SAFEBAG_get0_safes(bag);
            outcome = inner != NULL ? read_bags(reading, inner, depth + 1) : ipd_container_malformed;
            break;
        }
        default: break;
        }
        if (outcome != ipd_container_read) return outcome;
    }
    return ipd_container_read;
}

static int read_safe(reading *reading, PKCS7 *safe) {
    STACK_OF(PKCS12_SAFEBAG) *bags = NULL;
    if (PKCS7_type_is_data(safe)) {
        bags = PKCS12_unpack_p7data(safe);
        if (bags == NULL) return ipd_container_malformed;
    } else if (PKCS7_type_is_encrypted(safe)) {
        if (safe->d.encrypted == NULL || safe->d.encrypted->enc_data == NULL) return ipd_container_malformed;
        int outcome = charge_algorithm(reading, safe->d.encrypted->enc_data->algorithm);
        if (outcome != ipd_container_read) return outcome;
        bags = PKCS12_unpack_p7encdata(safe, reading->password, reading->length);
        if (bags == NULL) return decryption_failure(reading);
    } else {
        return ipd_container_unknown;
    }
    int outcome = read_bags(reading, bags, 0);
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
    return outcome;
}

/// Checks the password by the container's authentication code, if it has one.
static int check_password(reading *reading, PKCS12 *container) {
    if (PKCS12_mac_present(container) != 1) return ipd_container_read;
    const ASN1_OCTET_STRING *code = NULL, *salt = NULL;
    const X509_ALGOR *algorithm = NULL;
    const ASN1_INTEGER *rounds = NULL;
    PKCS12_get0_mac(&code, &algorithm, &salt, &rounds, container);
    const ASN1_OBJECT *object = NULL;
    const void *unused = NULL;
    int type = 0;
    X509_ALGOR_get0(&object, &type, &unused, algorithm);
    if (EVP_get_digestbyobj(object) == NULL) return ipd_container_unknown;
    int outcome = charge(reading, value_of(rounds));
    if (outcome != ipd_container_read) return outcome;
    reading->is_authentic = 1;
    if (PKCS12_verify_mac(container, reading->password, reading->length) == 1) return ipd_container_read;
    // Without a password some programs take an empty text and some take nothing at all.
    if (reading->length == 0 && PKCS12_verify_mac(container, NULL, 0) == 1) {
        reading->password = NULL;
        return ipd_container_read;
    }
    return ipd_container_password;
}

static int read_whole(reading *reading, const uint8_t *der, size_t length) {
    if (library == NULL) return ipd_container_failed;
    PKCS12 *container = PKCS12_init_ex(NID_pkcs7_data, library, NULL);
    if (container == NULL) return ipd_container_failed;
    const uint8_t *end = der;
    PKCS12 *decoded = d2i_PKCS12(&container, &end, (long)length);
    if (decoded == NULL) {
        PKCS12_free(container);
        return ipd_container_malformed;
    }
    int outcome = end == der + length ? check_password(reading, decoded) : ipd_container_malformed;
    if (outcome == ipd_container_read) {
        STACK_OF(PKCS7) *safes = PKCS12_unpack_authsafes(decoded);
        if (safes == NULL) outcome = ipd_container_malformed;
        for (int index = 0; outcome == ipd_container_read && index < sk_PKCS7_num(safes); index++) {
            outcome = read_safe(reading, sk_PKCS7_value(safes, index));
        }
        sk_PKCS7_pop_free(safes, PKCS7_free);
    }
    PKCS12_free(decoded);
    return outcome;
}

ipd_container *ipd_container_open(
    const uint8_t *der, size_t length, const uint8_t *password, size_t password_length, int *outcome) {
    pthread_once(&library_once, make_library);
    *outcome = ipd_container_limit;
    if (length > INT32_MAX || password_length > 1024) return NULL;
    ERR_set_mark();
    reading reading = {.container = calloc(1, sizeof(ipd_container)), .length = (int)password_length};
    char *text = calloc(1, password_length + 1);
    *outcome = ipd_container_failed;
    if (reading.container != NULL && text != NULL) {
        if (password_length > 0) memcpy(text, password, password_length);
        reading.password = text;
        *outcome = read_whole(&reading, der, length);
        OPENSSL_cleanse(text, password_length);
    }
    free(text);
    if (*outcome != ipd_container_read) {
        ipd_container_free(reading.container);
        reading.container = NULL;
    }
    ERR_pop_to_mark();
    return reading.container;
}

void ipd_container_free(ipd_container *container) {
    if (container == NULL) return;
    for (size_t index = 0; index < container->keys.count; index++) ipd_octets_free(container->keys.items[index]);
    for (size_t index = 0; index < container->certificates.count; index++) {
        ipd_octets_free(container->certificates.items[index]);
    }
    free(container);
}

static ipd_octets item(const list *list, size_t index) {
    return index < list->count ? ipd_octets_copy(list->items[index].data, list->items[index].length) : ipd_no_octets;
}

ipd_octets ipd_container_key(const ipd_container *container, size_t index) {
    return item(&container->keys, index);
}

ipd_octets ipd_container_certificate(const ipd_container *container, size_t index) {
    return item(&container->certificates, index);
}
