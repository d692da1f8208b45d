#ifndef IPDECT_COPENSSL_CERTIFICATE_SUPPORT_H
#define IPDECT_COPENSSL_CERTIFICATE_SUPPORT_H

#include "ipd_certificate.h"

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// OpenSSL's error queue belongs to the thread, and SSL_get_error reads it: whatever fails here must leave it as it was.
// Public functions begin with ERR_set_mark and end with ERR_pop_to_mark.

static const ipd_octets ipd_no_octets = {0};

/// A certificate with its extensions, read once.
struct ipd_certificate {
    X509 *x509;
    GENERAL_NAMES *names;
    EXTENDED_KEY_USAGE *usages;
};

/// A copy of octets on the heap; an empty copy has data too.
ipd_octets ipd_octets_copy(const void *data, size_t length);

/// A copy of a C string's octets.
ipd_octets ipd_octets_string(const char *text);

/// Encodes a key as PKCS #8.
ipd_octets ipd_key_encode(EVP_PKEY *key);

/// Reads a key in DER that has nothing behind it; NULL for octets that are none.
EVP_PKEY *ipd_key_decode(const uint8_t *der, size_t length);

/// The kind and size of a key in words.
ipd_octets ipd_key_describe(EVP_PKEY *key);

/// Whether a private key signs what a public key verifies.
int ipd_key_fits(EVP_PKEY *private_key, EVP_PKEY *public_key);

/// A name as RFC 2253 text in UTF-8.
ipd_octets ipd_name_text(const X509_NAME *name);

#endif
