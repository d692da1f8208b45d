#include "ipd_tcp.h"

#include <linux/tcp.h>
#include <string.h>

// An older kernel fills in less; the caller's room is zero then.
static struct tcp_info info_of(const ipd_tcp_info *info) {
    struct tcp_info result;
    memset(&result, 0, sizeof result);
    memcpy(&result, info, sizeof result < sizeof *info ? sizeof result : sizeof *info);
    return result;
}

uint64_t ipd_tcp_octets_acknowledged(const ipd_tcp_info *info) { return info_of(info).tcpi_bytes_acked; }

uint32_t ipd_tcp_octets_unsent(const ipd_tcp_info *info) { return info_of(info).tcpi_notsent_bytes; }
