// A digest in parts, for files that are larger than anybody wants in memory.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "ipd_hash.h"

#include <openssl/sha.h>
#include <stdlib.h>

struct ipd_hash {
    SHA256_CTX state;
};

ipd_hash *ipd_hash_new(void) {
    ipd_hash *hash = malloc(sizeof *hash);
    if (hash) SHA256_Init(&hash->state);
    return hash;
}

void ipd_hash_add(ipd_hash *hash, const uint8_t *data, size_t length) {
    SHA256_Update(&hash->state, data, length);
}

void ipd_hash_finish(ipd_hash *hash, uint8_t *out) {
    SHA256_Final(out, &hash->state);
}

void ipd_hash_free(ipd_hash *hash) {
    free(hash);
}
