#ifndef IPDECT_CLINUX_UDP_ERROR_H
#define IPDECT_CLINUX_UDP_ERROR_H

#include "ipd_udp.h"

/// Asks the kernel to keep what ICMP says about datagrams that this socket sent. `family` is 4 or 6.
/// Returns 0 or the negative errno.
int ipd_udp_keep_errors(int descriptor, int family);

/// Takes the next error that the kernel kept: the errno, such as ECONNREFUSED, and to whom the datagram went.
/// Returns 0 when there is none.
int ipd_udp_next_error(int descriptor, struct ipd_endpoint *target);

#endif
