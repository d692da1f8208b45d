// Private keys, and PEM. Keys pass the header as PKCS #8 only, and what held one here is wiped.
#include "certificate_support.h"

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ipd_octets ipd_key_encode(EVP_PKEY *key) {
    PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key);
    if (info == NULL) return ipd_no_octets;
    ipd_octets octets = ipd_no_octets;
    uint8_t *der = NULL;
    int length = i2d_PKCS8_PRIV_KEY_INFO(info, &der);
    if (length > 0) {
        octets = ipd_octets_copy(der, (size_t)length);
        OPENSSL_clear_free(der, (size_t)length);
    }
    PKCS8_PRIV_KEY_INFO_free(info);
    return octets;
}

EVP_PKEY *ipd_key_decode(const uint8_t *der, size_t length) {
    if (length > 65536) return NULL;
    const uint8_t *end = der;
    EVP_PKEY *key = d2i_AutoPrivateKey(NULL, &end, (long)length);
    if (key != NULL && end != der + length) {
        EVP_PKEY_free(key);
        return NULL;
    }
    return key;
}

ipd_octets ipd_key_describe(EVP_PKEY *key) {
    char text[80], group[64] = "";
    int bits = EVP_PKEY_get_bits(key);
    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA: snprintf(text, sizeof text, "RSA %d", bits); break;
    case EVP_PKEY_RSA_PSS: snprintf(text, sizeof text, "RSA-PSS %d", bits); break;
    case EVP_PKEY_DSA: snprintf(text, sizeof text, "DSA %d", bits); break;
    case EVP_PKEY_ED25519: snprintf(text, sizeof text, "Ed25519"); break;
    case EVP_PKEY_ED448: snprintf(text, sizeof text, "Ed448"); break;
    case EVP_PKEY_EC: {
        const char *known = EVP_PKEY_get_group_name(key, group, sizeof group, NULL) == 1
                                ? EC_curve_nid2nist(OBJ_txt2nid(group))
                                : NULL;
        snprintf(text, sizeof text, "EC %s", known != NULL ? known : group);
        break;
    }
    default: {
        const char *name = EVP_PKEY_get0_type_name(key);
        snprintf(text, sizeof text, "%.40s %d", name != NULL ? name : "unknown", bits);
        break;
    }
    }
    return ipd_octets_string(text);
}

int ipd_key_fits(EVP_PKEY *private_key, EVP_PKEY *public_key) {
    static const uint8_t sample[32] = {0};
    uint8_t signature[2048 + 64];
    size_t length = sizeof signature;
    EVP_MD_CTX *signing = EVP_MD_CTX_new(), *verifying = EVP_MD_CTX_new();
    int fits = signing != NULL && verifying != NULL &&
               EVP_DigestSignInit_ex(signing, NULL, NULL, NULL, NULL, private_key, NULL) == 1 &&
               EVP_PKEY_get_size(private_key) <= (int)sizeof signature &&
               EVP_DigestSign(signing, signature, &length, sample, sizeof sample) == 1 &&
               EVP_DigestVerifyInit_ex(verifying, NULL, NULL, NULL, NULL, public_key, NULL) == 1 &&
               EVP_DigestVerify(verifying, signature, length, sample, sizeof sample) == 1;
    EVP_MD_CTX_free(signing);
    EVP_MD_CTX_free(verifying);
    return fits;
}

ipd_octets ipd_key_make(int kind) {
    ERR_set_mark();
    EVP_PKEY *key = NULL;
    switch (kind) {
    case ipd_rsa2048: key = EVP_RSA_gen(2048); break;
    case ipd_rsa4096: key = EVP_RSA_gen(4096); break;
    case ipd_p256: key = EVP_EC_gen("P-256"); break;
    default: break;
    }
    ipd_octets octets = key != NULL ? ipd_key_encode(key) : ipd_no_octets;
    EVP_PKEY_free(key);
    ERR_pop_to_mark();
    return octets;
}

ipd_octets ipd_key_read(const uint8_t *der, size_t length) {
    ERR_set_mark();
    EVP_PKEY *key = ipd_key_decode(der, length);
    ipd_octets octets = key != NULL ? ipd_key_encode(key) : ipd_no_octets;
    EVP_PKEY_free(key);
    ERR_pop_to_mark();
    return octets;
}

ipd_octets ipd_key_text(const uint8_t *der, size_t length) {
    ERR_set_mark();
    EVP_PKEY *key = ipd_key_decode(der, length);
    ipd_octets text = key != NULL ? ipd_key_describe(key) : ipd_no_octets;
    EVP_PKEY_free(key);
    ERR_pop_to_mark();
    return text;
}

int ipd_key_bits(const uint8_t *der, size_t length, int *is_rsa) {
    ERR_set_mark();
    EVP_PKEY *key = ipd_key_decode(der, length);
    int bits = key != NULL ? EVP_PKEY_get_bits(key) : 0;
    int kind = key != NULL ? EVP_PKEY_get_base_id(key) : 0;
    *is_rsa = kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS;
    EVP_PKEY_free(key);
    ERR_pop_to_mark();
    return bits;
}

ipd_octets ipd_pem_write(const char *label, const uint8_t *der, size_t length) {
    if (length > INT32_MAX) return ipd_no_octets;
    ERR_set_mark();
    ipd_octets text = ipd_no_octets;
    // Secure memory is wiped when it is freed, also when it grew.
    BIO *out = BIO_new(BIO_s_secmem());
    if (out != NULL && PEM_write_bio(out, label, "", der, (long)length) > 0) {
        char *data = NULL;
        long written = BIO_get_mem_data(out, &data);
        if (written > 0) text = ipd_octets_copy(data, (size_t)written);
    }
    BIO_free(out);
    ERR_pop_to_mark();
    return text;
}

ipd_octets ipd_pem_read(const uint8_t *text, size_t length, size_t *place, char *label) {
    label[0] = 0;
    if (*place >= length || length - *place > INT32_MAX) {
        *place = length;
        return ipd_no_octets;
    }
    ERR_set_mark();
    BIO *in = BIO_new_mem_buf(text + *place, (int)(length - *place));
    char *name = NULL, *header = NULL;
    uint8_t *data = NULL;
    long count = 0;
    ipd_octets block = ipd_no_octets;
    if (in == NULL) {
        *place = length;
    } else if (PEM_read_bio(in, &name, &header, &data, &count) == 1) {
        *place = length - BIO_pending(in);
        // A header says that the block is encrypted.
        if (header[0] == 0 && strlen(name) < 64) strcpy(label, name);
        block = label[0] != 0 ? ipd_octets_copy(data, (size_t)count) : ipd_octets_copy("", 1);
        OPENSSL_clear_free(data, (size_t)count);
        OPENSSL_free(header);
        OPENSSL_free(name);
    } else if (ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE) {
        *place = length;
    } else {
        size_t rest = BIO_pending(in);
        // A line was read at least; if not, nothing behind it can be found either.
        *place = rest < length - *place ? length - rest : length;
        block = ipd_octets_copy("", 1);
    }
    BIO_free(in);
    ERR_pop_to_mark();
    return block;
}
