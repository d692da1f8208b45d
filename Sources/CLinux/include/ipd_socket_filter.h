#ifndef IPDECT_CLINUX_SOCKET_FILTER_H
#define IPDECT_CLINUX_SOCKET_FILTER_H

/// Lets nothing more pass to a packet socket; what waits there stays. Returns 0 or the negative errno.
int ipd_socket_mute(int descriptor);

#endif
