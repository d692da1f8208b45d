#include "CZlib.h"

#include <string.h>
#include <zlib.h>

// zlib's own one-call compressor writes the zlib format; gzip needs the stream calls, whose initializers are macros.

size_t ipd_gzip_bound(size_t length) {
    return compressBound((uLong)length) + 32;
}

size_t ipd_gzip(const uint8_t *source, size_t length, uint8_t *target, size_t capacity, int level) {
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (length > UINT32_MAX || capacity > UINT32_MAX) return 0;
    if (deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
    stream.next_in = (Bytef *)source;
    stream.avail_in = (uInt)length;
    stream.next_out = target;
    stream.avail_out = (uInt)capacity;
    int result = deflate(&stream, Z_FINISH);
    size_t written = stream.total_out;
    deflateEnd(&stream);
    return result == Z_STREAM_END ? written : 0;
}
