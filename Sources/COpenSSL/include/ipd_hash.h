#ifndef IPDECT_COPENSSL_HASH_H
#define IPDECT_COPENSSL_HASH_H

#include <stddef.h>
#include <stdint.h>

/// A SHA-256 that is computed part by part.
typedef struct ipd_hash ipd_hash;

/// Begins; NULL when memory is short.
ipd_hash *ipd_hash_new(void);

/// Takes `length` octets more.
void ipd_hash_add(ipd_hash *hash, const uint8_t *data, size_t length);

/// Writes the digest of all octets so far to `out` (room for 32). The hash is over then.
void ipd_hash_finish(ipd_hash *hash, uint8_t *out);

/// Frees it.
void ipd_hash_free(ipd_hash *hash);

#endif
