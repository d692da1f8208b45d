#ifndef IPDECT_COPENSSL_CRYPTO_H
#define IPDECT_COPENSSL_CRYPTO_H

#include <stddef.h>
#include <stdint.h>

/// Digests by number: 1 MD5, 2 SHA-1, 3 SHA-224, 4 SHA-256, 5 SHA-384, 6 SHA-512.
enum { ipd_md5 = 1, ipd_sha1, ipd_sha224, ipd_sha256, ipd_sha384, ipd_sha512 };

/// The longest digest in octets.
enum { ipd_digest_limit = 64 };

/// Writes the digest of `length` octets to `out` (room for 64) and returns its length, or 0 for an unknown digest.
size_t ipd_digest(int digest, const uint8_t *data, size_t length, uint8_t *out);

/// Writes the digest of a password repeated to 1,048,576 octets (RFC 3414 A.2) to `out` (room for 64) and returns its
/// length, or 0 for an unknown digest or an empty password.
size_t ipd_password_digest(int digest, const uint8_t *password, size_t length, uint8_t *out);

/// A key for HMAC (RFC 2104) whose inner and outer states are computed once.
typedef struct ipd_hmac ipd_hmac;

/// Makes a key; NULL for an unknown digest or when memory is short.
ipd_hmac *ipd_hmac_new(int digest, const uint8_t *key, size_t length);

/// Wipes and frees a key.
void ipd_hmac_free(ipd_hmac *hmac);

/// Writes the HMAC of `length` octets to `out` (room for 64) and returns its whole length. The `hole_length` octets at
/// `hole` count as zeros: SNMPv3 digests a message whose digest field is zero. Safe for several threads at once.
size_t ipd_hmac_compute(
    const ipd_hmac *hmac, const uint8_t *data, size_t length, size_t hole, size_t hole_length, uint8_t *out);

/// Ciphers by number: 1 DES-CBC (8 octets of key), 2 AES-128-CFB, 3 AES-192-CFB, 4 AES-256-CFB.
enum { ipd_des = 1, ipd_aes128, ipd_aes192, ipd_aes256 };

/// A key for a cipher with its schedule. For one thread at a time.
typedef struct ipd_cipher ipd_cipher;

/// Makes a key of as many octets as the cipher takes; NULL for an unknown cipher or when memory is short.
ipd_cipher *ipd_cipher_new(int cipher, const uint8_t *key);

/// Wipes and frees a key.
void ipd_cipher_free(ipd_cipher *cipher);

/// Encrypts (`encrypt` 1) or decrypts (0) `length` octets with an initialization vector of 8 (DES) or 16 octets (AES). For
/// DES `length` is a multiple of 8. `out` has room for `length` octets and may be `in`. Returns 1, or 0 for a failure.
int ipd_cipher_run(
    ipd_cipher *cipher, int encrypt, const uint8_t *iv, const uint8_t *in, size_t length, uint8_t *out);

/// Derives `out_length` octets from a password by scrypt (RFC 7914): `n` is a power of two above 1, `r` and `p` are at least
/// 1. It takes 128 * n * r octets of memory. Returns 1, or 0 for parameters that scrypt does not have, for more than
/// `memory_limit` octets, or when memory is short.
int ipd_scrypt(
    const uint8_t *password, size_t password_length, const uint8_t *salt, size_t salt_length, uint64_t n, uint64_t r,
    uint64_t p, uint64_t memory_limit, uint8_t *out, size_t out_length);

/// Whether two runs of `length` octets are the same, in a time that does not depend on where they differ.
int ipd_equal(const uint8_t *one, const uint8_t *other, size_t length);

/// Fills `out` with random octets; returns 1, or 0 when the generator has failed.
int ipd_random(uint8_t *out, size_t length);

/// Overwrites octets with zeros, also when nothing reads them afterwards.
void ipd_wipe(uint8_t *octets, size_t length);

#endif
