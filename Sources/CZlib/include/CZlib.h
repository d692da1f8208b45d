#ifndef IPDECT_CZLIB_H
#define IPDECT_CZLIB_H

#include <stddef.h>
#include <stdint.h>

/// An upper bound, in octets, of what `length` octets become as one gzip member.
size_t ipd_gzip_bound(size_t length);

/// Writes `length` octets at `source` as one gzip member (RFC 1952) to `target`, which has room for `capacity` octets.
/// `level` is 1 (fast) to 9 (small). Returns the member's length, or 0 when it does not fit or memory is short.
size_t ipd_gzip(const uint8_t *source, size_t length, uint8_t *target, size_t capacity, int level);

#endif
