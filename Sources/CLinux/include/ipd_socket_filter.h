#ifndef IPDECT_CLINUX_SOCKET_FILTER_H
#define IPDECT_CLINUX_SOCKET_FILTER_H

#include <stdint.h>

/// Lets only what a classic BPF program of `count` instructions of eight octets takes pass to a packet socket, in one step:
/// no packet meets a filter in between, as it does with libpcap. Returns 0 or the negative errno.
int ipd_socket_filter(int descriptor, const void *instructions, uint32_t count);

/// Lets nothing more pass to a packet socket; what waits there stays. Returns 0 or the negative errno.
int ipd_socket_mute(int descriptor);

#endif
