// OpenSSL's high-level HMAC looks up its algorithm and allocates for each message; the low-level digests can be copied
// with their state, which is what makes an authenticated poll cheap. DES and MD5 stand in these calls too, without the
// legacy provider. Both are deprecated by name only.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "ipd_crypto.h"

#include <openssl/crypto.h>
#include <openssl/des.h>
#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

typedef union {
    MD5_CTX md5;
    SHA_CTX sha1;
    SHA256_CTX sha256;
    SHA512_CTX sha512;
} state;

static size_t digest_length(int digest) {
    static const size_t lengths[] = {0, 16, 20, 28, 32, 48, 64};
    return digest >= ipd_md5 && digest <= ipd_sha512 ? lengths[digest] : 0;
}

static size_t block_length(int digest) {
    return digest >= ipd_sha384 ? 128 : 64;
}

static void begin(int digest, state *state) {
    switch (digest) {
    case ipd_md5: MD5_Init(&state->md5); break;
    case ipd_sha1: SHA1_Init(&state->sha1); break;
    case ipd_sha224: SHA224_Init(&state->sha256); break;
    case ipd_sha256: SHA256_Init(&state->sha256); break;
    case ipd_sha384: SHA384_Init(&state->sha512); break;
    default: SHA512_Init(&state->sha512); break;
    }
}

static void add(int digest, state *state, const uint8_t *data, size_t length) {
    switch (digest) {
    case ipd_md5: MD5_Update(&state->md5, data, length); break;
    case ipd_sha1: SHA1_Update(&state->sha1, data, length); break;
    case ipd_sha224: SHA224_Update(&state->sha256, data, length); break;
    case ipd_sha256: SHA256_Update(&state->sha256, data, length); break;
    case ipd_sha384: SHA384_Update(&state->sha512, data, length); break;
    default: SHA512_Update(&state->sha512, data, length); break;
    }
}

static void finish(int digest, state *state, uint8_t *out) {
    switch (digest) {
    case ipd_md5: MD5_Final(out, &state->md5); break;
    case ipd_sha1: SHA1_Final(out, &state->sha1); break;
    case ipd_sha224: SHA224_Final(out, &state->sha256); break;
    case ipd_sha256: SHA256_Final(out, &state->sha256); break;
    case ipd_sha384: SHA384_Final(out, &state->sha512); break;
    default: SHA512_Final(out, &state->sha512); break;
    }
}

size_t ipd_digest(int digest, const uint8_t *data, size_t length, uint8_t *out) {
    if (digest_length(digest) == 0) return 0;
    state working;
    begin(digest, &working);
    add(digest, &working, data, length);
    finish(digest, &working, out);
    ipd_wipe((uint8_t *)&working, sizeof working);
    return digest_length(digest);
}

size_t ipd_password_digest(int digest, const uint8_t *password, size_t length, uint8_t *out) {
    if (digest_length(digest) == 0 || length == 0) return 0;
    enum { total = 1048576 };
    uint8_t chunk[64];
    state working;
    begin(digest, &working);
    size_t place = 0;
    for (size_t done = 0; done < total; done += sizeof chunk) {
        for (size_t index = 0; index < sizeof chunk; index++) {
            chunk[index] = password[place];
            if (++place == length) place = 0;
        }
        add(digest, &working, chunk, sizeof chunk);
    }
    finish(digest, &working, out);
    ipd_wipe(chunk, sizeof chunk);
    ipd_wipe((uint8_t *)&working, sizeof working);
    return digest_length(digest);
}

struct ipd_hmac {
    int digest;
    state inner;
    state outer;
};

ipd_hmac *ipd_hmac_new(int digest, const uint8_t *key, size_t length) {
    if (digest_length(digest) == 0) return NULL;
    ipd_hmac *hmac = calloc(1, sizeof *hmac);
    if (hmac == NULL) return NULL;
    uint8_t block[128] = {0};
    if (length > block_length(digest)) {
        ipd_digest(digest, key, length, block);
    } else if (length > 0) {
        memcpy(block, key, length);
    }
    uint8_t pad[128];
    for (size_t index = 0; index < sizeof pad; index++) pad[index] = block[index] ^ 0x36;
    hmac->digest = digest;
    begin(digest, &hmac->inner);
    add(digest, &hmac->inner, pad, block_length(digest));
    for (size_t index = 0; index < sizeof pad; index++) pad[index] = block[index] ^ 0x5c;
    begin(digest, &hmac->outer);
    add(digest, &hmac->outer, pad, block_length(digest));
    ipd_wipe(block, sizeof block);
    ipd_wipe(pad, sizeof pad);
    return hmac;
}

void ipd_hmac_free(ipd_hmac *hmac) {
    if (hmac == NULL) return;
    ipd_wipe((uint8_t *)hmac, sizeof *hmac);
    free(hmac);
}

size_t ipd_hmac_compute(
    const ipd_hmac *hmac, const uint8_t *data, size_t length, size_t hole, size_t hole_length, uint8_t *out) {
    static const uint8_t zeros[ipd_digest_limit] = {0};
    if (hole > length || hole_length > length - hole || hole_length > sizeof zeros) return 0;
    int digest = hmac->digest;
    state working = hmac->inner;
    if (hole_length == 0) {
        add(digest, &working, data, length);
    } else {
        add(digest, &working, data, hole);
        add(digest, &working, zeros, hole_length);
        add(digest, &working, data + hole + hole_length, length - hole - hole_length);
    }
    uint8_t inner[ipd_digest_limit];
    finish(digest, &working, inner);
    working = hmac->outer;
    add(digest, &working, inner, digest_length(digest));
    finish(digest, &working, out);
    return digest_length(digest);
}

struct ipd_cipher {
    int cipher;
    DES_key_schedule des;
    EVP_CIPHER_CTX *encrypting;
    EVP_CIPHER_CTX *decrypting;
};

ipd_cipher *ipd_cipher_new(int cipher, const uint8_t *key) {
    if (cipher < ipd_des || cipher > ipd_aes256) return NULL;
    ipd_cipher *made = calloc(1, sizeof *made);
    if (made == NULL) return NULL;
    made->cipher = cipher;
    if (cipher == ipd_des) {
        DES_set_key_unchecked((const_DES_cblock *)key, &made->des);
        return made;
    }
    const EVP_CIPHER *kind = cipher == ipd_aes128   ? EVP_aes_128_cfb128()
                             : cipher == ipd_aes192 ? EVP_aes_192_cfb128()
                                                    : EVP_aes_256_cfb128();
    made->encrypting = EVP_CIPHER_CTX_new();
    made->decrypting = EVP_CIPHER_CTX_new();
    if (made->encrypting == NULL || made->decrypting == NULL ||
        EVP_EncryptInit_ex(made->encrypting, kind, NULL, key, NULL) != 1 ||
        EVP_DecryptInit_ex(made->decrypting, kind, NULL, key, NULL) != 1) {
        ipd_cipher_free(made);
        return NULL;
    }
    return made;
}

void ipd_cipher_free(ipd_cipher *cipher) {
    if (cipher == NULL) return;
    EVP_CIPHER_CTX_free(cipher->encrypting);
    EVP_CIPHER_CTX_free(cipher->decrypting);
    ipd_wipe((uint8_t *)cipher, sizeof *cipher);
    free(cipher);
}

int ipd_cipher_run(
    ipd_cipher *cipher, int encrypt, const uint8_t *iv, const uint8_t *in, size_t length, uint8_t *out) {
    if (length > INT32_MAX) return 0;
    if (cipher->cipher == ipd_des) {
        if (length % 8 != 0) return 0;
        DES_cblock vector;
        memcpy(vector, iv, sizeof vector);
        DES_ncbc_encrypt(in, out, (long)length, &cipher->des, &vector, encrypt ? DES_ENCRYPT : DES_DECRYPT);
        return 1;
    }
    EVP_CIPHER_CTX *context = encrypt ? cipher->encrypting : cipher->decrypting;
    int written = 0;
    // Only the vector changes: the key's schedule stays.
    return EVP_CipherInit_ex(context, NULL, NULL, NULL, iv, -1) == 1 &&
           EVP_CipherUpdate(context, out, &written, in, (int)length) == 1 && (size_t)written == length;
}

int ipd_scrypt(
    const uint8_t *password, size_t password_length, const uint8_t *salt, size_t salt_length, uint64_t n, uint64_t r,
    uint64_t p, uint64_t memory_limit, uint8_t *out, size_t out_length) {
    return EVP_PBE_scrypt(
               (const char *)password, password_length, salt, salt_length, n, r, p, memory_limit, out, out_length) == 1;
}

int ipd_equal(const uint8_t *one, const uint8_t *other, size_t length) {
    return CRYPTO_memcmp(one, other, length) == 0;
}

int ipd_random(uint8_t *out, size_t length) {
    return length <= INT32_MAX && RAND_bytes(out, (int)length) == 1;
}

void ipd_wipe(uint8_t *octets, size_t length) {
    OPENSSL_cleanse(octets, length);
}
