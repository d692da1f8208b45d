#ifndef IPDECT_CLINUX_TCP_H
#define IPDECT_CLINUX_TCP_H

#include <stdint.h>

/// Room for what the kernel tells of a TCP socket (TCP_INFO). glibc's structure ends before what is needed here.
typedef struct {
    uint64_t words[48];
} ipd_tcp_info;

/// The octets of ours that the peer's kernel has acknowledged since the connection stands; one more than was sent stands
/// for the SYN.
uint64_t ipd_tcp_octets_acknowledged(const ipd_tcp_info *info);

/// The octets that wait here and were not yet sent even once.
uint32_t ipd_tcp_octets_unsent(const ipd_tcp_info *info);

#endif
