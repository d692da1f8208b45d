#include "ipd_udp.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// recvmmsg, sendmmsg and the control messages are macros and structures that Swift does not see; and one call for a whole
// batch keeps the crossing cheap.

#define CONTROL_SPACE CMSG_SPACE(sizeof(struct in6_pktinfo))

struct slot {
    struct sockaddr_storage source;
    struct iovec in, out;
    _Alignas(struct cmsghdr) uint8_t control_in[CONTROL_SPACE];
    _Alignas(struct cmsghdr) uint8_t control_out[CONTROL_SPACE];
};

struct ipd_batch {
    uint32_t slots;
    uint32_t request_capacity;
    struct ipd_datagram *datagrams;
    struct slot *slot;
    struct mmsghdr *received;
    struct mmsghdr *sent;
    uint8_t *room;
};

static socklen_t to_sockaddr(const struct ipd_endpoint *from, struct sockaddr_storage *to) {
    memset(to, 0, sizeof *to);
    if (from->family == 4) {
        struct sockaddr_in *v4 = (struct sockaddr_in *)to;
        v4->sin_family = AF_INET;
        v4->sin_port = htons(from->port);
        memcpy(&v4->sin_addr, from->address, 4);
        return sizeof *v4;
    }
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)to;
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(from->port);
    v6->sin6_scope_id = from->scope;
    memcpy(&v6->sin6_addr, from->address, 16);
    return sizeof *v6;
}

static void from_sockaddr(const struct sockaddr_storage *from, struct ipd_endpoint *to) {
    if (from->ss_family == AF_INET) {
        const struct sockaddr_in *v4 = (const struct sockaddr_in *)from;
        to->family = 4;
        to->port = ntohs(v4->sin_port);
        to->scope = 0;
        memcpy(to->address, &v4->sin_addr, 4);
        memset(to->address + 4, 0, 12);
    } else {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)from;
        to->family = 6;
        to->port = ntohs(v6->sin6_port);
        to->scope = v6->sin6_scope_id;
        memcpy(to->address, &v6->sin6_addr, 16);
    }
}

static int is_unspecified(const struct ipd_endpoint *endpoint) {
    static const uint8_t zero[16];
    return memcmp(endpoint->address, zero, endpoint->family == 4 ? 4 : 16) == 0;
}

static int set_options(int descriptor, const struct ipd_endpoint *local, int receive_buffer) {
    const int on = 1;
    if (local->family == 6 && setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on) != 0) return -1;
    if (is_unspecified(local)) {
        int level = local->family == 4 ? IPPROTO_IP : IPPROTO_IPV6;
        int option = local->family == 4 ? IP_PKTINFO : IPV6_RECVPKTINFO;
        if (setsockopt(descriptor, level, option, &on, sizeof on) != 0) return -1;
    }
    if (receive_buffer > 0) {
        // The forced form goes beyond net.core.rmem_max and needs CAP_NET_ADMIN; less room than asked for is no error.
        if (setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &receive_buffer, sizeof receive_buffer) != 0)
            (void)setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    return 0;
}

int ipd_udp_open(const struct ipd_endpoint *local, int receive_buffer) {
    int descriptor = socket(local->family == 4 ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    struct sockaddr_storage address;
    socklen_t length = to_sockaddr(local, &address);
    if (set_options(descriptor, local, receive_buffer) != 0
        || bind(descriptor, (struct sockaddr *)&address, length) != 0) {
        int error = errno;
        close(descriptor);
        return -error;
    }
    return descriptor;
}

int ipd_udp_port(int descriptor) {
    struct sockaddr_storage address;
    socklen_t length = sizeof address;
    if (getsockname(descriptor, (struct sockaddr *)&address, &length) != 0) return -errno;
    struct ipd_endpoint endpoint;
    from_sockaddr(&address, &endpoint);
    return endpoint.port;
}

struct ipd_batch *ipd_batch_create(uint32_t slots, uint32_t request_capacity, uint32_t reply_capacity) {
    if (slots == 0 || slots > 1024) return NULL;
    struct ipd_batch *batch = calloc(1, sizeof *batch);
    if (!batch) return NULL;
    batch->slots = slots;
    batch->request_capacity = request_capacity;
    batch->datagrams = calloc(slots, sizeof *batch->datagrams);
    batch->slot = calloc(slots, sizeof *batch->slot);
    batch->received = calloc(slots, sizeof *batch->received);
    batch->sent = calloc(slots, sizeof *batch->sent);
    batch->room = malloc((size_t)slots * ((size_t)request_capacity + reply_capacity));
    if (!batch->datagrams || !batch->slot || !batch->received || !batch->sent || !batch->room) {
        ipd_batch_destroy(batch);
        return NULL;
    }
    uint8_t *room = batch->room;
    for (uint32_t i = 0; i < slots; i++) {
        struct ipd_datagram *datagram = &batch->datagrams[i];
        struct slot *slot = &batch->slot[i];
        struct msghdr *header = &batch->received[i].msg_hdr;
        datagram->request = room;
        datagram->room = room + request_capacity;
        room += (size_t)request_capacity + reply_capacity;
        slot->in.iov_base = datagram->request;
        slot->in.iov_len = request_capacity;
        header->msg_iov = &slot->in;
        header->msg_iovlen = 1;
        header->msg_name = &slot->source;
        header->msg_control = slot->control_in;
    }
    return batch;
}

void ipd_batch_destroy(struct ipd_batch *batch) {
    if (!batch) return;
    free(batch->datagrams);
    free(batch->slot);
    free(batch->received);
    free(batch->sent);
    free(batch->room);
    free(batch);
}

struct ipd_datagram *ipd_batch_datagrams(struct ipd_batch *batch) {
    return batch->datagrams;
}

int ipd_batch_receive(struct ipd_batch *batch, int descriptor, int wait) {
    for (uint32_t i = 0; i < batch->slots; i++) {
        batch->received[i].msg_hdr.msg_namelen = sizeof batch->slot[i].source;
        batch->received[i].msg_hdr.msg_controllen = CONTROL_SPACE;
    }
    int count = recvmmsg(descriptor, batch->received, batch->slots, wait ? MSG_WAITFORONE : MSG_DONTWAIT, NULL);
    if (count < 0) return -errno;
    for (int i = 0; i < count; i++) {
        struct ipd_datagram *datagram = &batch->datagrams[i];
        datagram->request_count = batch->received[i].msg_len;
        datagram->is_truncated = (batch->received[i].msg_hdr.msg_flags & MSG_TRUNC) != 0;
        datagram->reply_count = 0;
        from_sockaddr(&batch->slot[i].source, &datagram->source);
    }
    return count;
}

// Writes the control message that makes a reply leave from the address its request was sent to. Returns its length, 0 when
// the kernel shall choose: the socket is bound to an address, or the request went to a group.
static size_t reply_control(struct msghdr *request, uint8_t *control) {
    for (struct cmsghdr *in = CMSG_FIRSTHDR(request); in; in = CMSG_NXTHDR(request, in)) {
        struct cmsghdr *out = (struct cmsghdr *)control;
        if (in->cmsg_level == IPPROTO_IP && in->cmsg_type == IP_PKTINFO) {
            struct in_pktinfo info;
            memcpy(&info, CMSG_DATA(in), sizeof info);
            // ipi_spec_dst is a local address also when the request was a broadcast; the route chooses the interface.
            info.ipi_ifindex = 0;
            info.ipi_addr.s_addr = 0;
            out->cmsg_level = IPPROTO_IP;
            out->cmsg_type = IP_PKTINFO;
            out->cmsg_len = CMSG_LEN(sizeof info);
            memcpy(CMSG_DATA(out), &info, sizeof info);
            return CMSG_SPACE(sizeof info);
        }
        if (in->cmsg_level == IPPROTO_IPV6 && in->cmsg_type == IPV6_PKTINFO) {
            struct in6_pktinfo info;
            memcpy(&info, CMSG_DATA(in), sizeof info);
            if (IN6_IS_ADDR_MULTICAST(&info.ipi6_addr)) return 0;
            if (!IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr)) info.ipi6_ifindex = 0;
            out->cmsg_level = IPPROTO_IPV6;
            out->cmsg_type = IPV6_PKTINFO;
            out->cmsg_len = CMSG_LEN(sizeof info);
            memcpy(CMSG_DATA(out), &info, sizeof info);
            return CMSG_SPACE(sizeof info);
        }
    }
    return 0;
}

int ipd_batch_send(struct ipd_batch *batch, int descriptor, uint32_t count, int *error) {
    uint32_t replies = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct ipd_datagram *datagram = &batch->datagrams[i];
        if (datagram->reply_count == 0) continue;
        struct slot *slot = &batch->slot[i];
        struct msghdr *request = &batch->received[i].msg_hdr;
        struct msghdr *header = &batch->sent[replies++].msg_hdr;
        slot->out.iov_base = datagram->reply;
        slot->out.iov_len = datagram->reply_count;
        header->msg_name = &slot->source;
        header->msg_namelen = request->msg_namelen;
        header->msg_iov = &slot->out;
        header->msg_iovlen = 1;
        header->msg_controllen = request->msg_controllen > 0 ? reply_control(request, slot->control_out) : 0;
        header->msg_control = header->msg_controllen > 0 ? slot->control_out : NULL;
        header->msg_flags = 0;
    }
    uint32_t done = 0;
    int failed = 0;
    while (done < replies) {
        int sent = sendmmsg(descriptor, batch->sent + done, replies - done, MSG_DONTWAIT);
        if (sent > 0) {
            done += (uint32_t)sent;
        } else if (errno != EINTR) {
            // The first of those left cannot be sent (no route, no room): the others may.
            *error = errno;
            failed++;
            done++;
        }
    }
    return failed;
}

void ipd_batch_return(struct ipd_batch *batch, uint32_t index, struct ipd_return *way) {
    struct slot *slot = &batch->slot[index];
    struct msghdr *request = &batch->received[index].msg_hdr;
    _Static_assert(sizeof slot->source <= sizeof way->source, "a socket's address fits");
    _Static_assert(CONTROL_SPACE <= sizeof way->control, "the control message fits");
    memset(way, 0, sizeof *way);
    memcpy(way->source, &slot->source, sizeof slot->source);
    way->source_length = request->msg_namelen;
    if (request->msg_controllen > 0) way->control_length = (uint32_t)reply_control(request, way->control);
}

int ipd_return_send(int descriptor, const struct ipd_return *way, const uint8_t *octets, uint32_t count) {
    struct iovec piece = {.iov_base = (void *)octets, .iov_len = count};
    struct msghdr message = {
        .msg_name = (void *)way->source, .msg_namelen = way->source_length, .msg_iov = &piece, .msg_iovlen = 1,
        .msg_control = way->control_length > 0 ? (void *)way->control : NULL, .msg_controllen = way->control_length};
    for (;;) {
        if (sendmsg(descriptor, &message, MSG_DONTWAIT) >= 0) return 0;
        if (errno != EINTR) return -errno;
    }
}

int ipd_udp_send(int descriptor, const struct ipd_endpoint *target, const uint8_t *octets, uint32_t count) {
    struct sockaddr_storage address;
    socklen_t length = to_sockaddr(target, &address);
    for (;;) {
        ssize_t sent = sendto(descriptor, octets, count, MSG_DONTWAIT, (struct sockaddr *)&address, length);
        if (sent >= 0) return 0;
        if (errno != EINTR) return -errno;
    }
}
