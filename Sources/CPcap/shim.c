#include "ipd_pcap.h"

#include <net/if.h>
#include <netinet/in.h>
#include <pcap/pcap.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct ipd_pcap {
    pcap_t *pcap;
    int link_type;
};

/// What the callback of a dispatch fills.
struct taking {
    pcap_t *pcap;
    uint8_t *room;
    uint32_t capacity;
    uint32_t used;
    uint32_t largest;
    int count;
    int is_full;
};

static void say(char message[IPD_PCAP_MESSAGE], const char *text) { snprintf(message, IPD_PCAP_MESSAGE, "%s", text); }

// Interfaces

static int take_sockaddr(const struct sockaddr *from, uint8_t to[16], uint32_t *scope) {
    if (!from) return 0;
    if (from->sa_family == AF_INET) {
        memcpy(to, &((const struct sockaddr_in *)from)->sin_addr, 4);
        return 4;
    }
    if (from->sa_family == AF_INET6) {
        memcpy(to, &((const struct sockaddr_in6 *)from)->sin6_addr, 16);
        if (scope) *scope = ((const struct sockaddr_in6 *)from)->sin6_scope_id;
        return 6;
    }
    return 0;
}

static uint32_t take_addresses(const pcap_addr_t *from, struct ipd_pcap_address *to, uint32_t most) {
    uint32_t count = 0;
    for (; from && count < most; from = from->next) {
        struct ipd_pcap_address *address = &to[count];
        memset(address, 0, sizeof *address);
        address->family = (uint8_t)take_sockaddr(from->addr, address->address, &address->scope);
        if (address->family == 0) continue;
        address->has_netmask = take_sockaddr(from->netmask, address->netmask, NULL) != 0;
        address->has_broadcast = take_sockaddr(from->broadaddr, address->broadcast, NULL) != 0;
        address->has_destination = take_sockaddr(from->dstaddr, address->destination, NULL) != 0;
        count += 1;
    }
    return count;
}

int ipd_pcap_interfaces(void *context, void (*each)(void *context, const struct ipd_pcap_interface *interface),
    char message[IPD_PCAP_MESSAGE]) {
    char text[PCAP_ERRBUF_SIZE] = "";
    pcap_if_t *all = NULL;
    if (pcap_findalldevs(&all, text) != 0) {
        say(message, text);
        return -1;
    }
    int count = 0;
    struct ipd_pcap_address addresses[64];
    for (const pcap_if_t *one = all; one; one = one->next) {
        const struct ipd_pcap_interface interface = {.name = one->name, .description = one->description,
            .flags = one->flags, .address_count = take_addresses(one->addresses, addresses, 64),
            .addresses = addresses};
        each(context, &interface);
        count += 1;
    }
    pcap_freealldevs(all);
    return count;
}

// Opening

static int configure(pcap_t *pcap, int snap_length, int is_promiscuous, int buffer_octets, int timeout) {
    pcap_set_snaplen(pcap, snap_length);
    pcap_set_promisc(pcap, is_promiscuous);
    pcap_set_timeout(pcap, timeout);
    pcap_set_buffer_size(pcap, buffer_octets);
    pcap_set_tstamp_precision(pcap, PCAP_TSTAMP_PRECISION_NANO);
    return pcap_activate(pcap);
}

struct ipd_pcap *ipd_pcap_open(const char *name, int snap_length, int is_promiscuous, int buffer_octets, int timeout,
    int *is_forbidden, char message[IPD_PCAP_MESSAGE]) {
    char text[PCAP_ERRBUF_SIZE] = "";
    *is_forbidden = 0;
    pcap_t *pcap = pcap_create(name, text);
    if (!pcap) {
        say(message, text);
        return NULL;
    }
    const int state = configure(pcap, snap_length, is_promiscuous, buffer_octets, timeout);
    if (state < 0) {
        const char *detail = pcap_geterr(pcap);
        *is_forbidden = state == PCAP_ERROR_PERM_DENIED || state == PCAP_ERROR_PROMISC_PERM_DENIED;
        say(message, *detail ? detail : pcap_statustostr(state));
        pcap_close(pcap);
        return NULL;
    }
    struct ipd_pcap *capture = calloc(1, sizeof *capture);
    if (!capture || pcap_setnonblock(pcap, 1, text) != 0) {
        say(message, capture ? text : "no memory");
        free(capture);
        pcap_close(pcap);
        return NULL;
    }
    capture->pcap = pcap;
    capture->link_type = pcap_datalink(pcap);
    return capture;
}

void ipd_pcap_close(struct ipd_pcap *capture) {
    pcap_close(capture->pcap);
    free(capture);
}

int ipd_pcap_link_type(const struct ipd_pcap *capture) { return capture->link_type; }

int ipd_pcap_descriptor(const struct ipd_pcap *capture) { return pcap_get_selectable_fd(capture->pcap); }

// Filters

_Static_assert(sizeof(struct ipd_bpf_instruction) == sizeof(struct bpf_insn), "instructions are handed over as they are");

int ipd_pcap_compile(int link_type, int snap_length, const char *text, struct ipd_bpf_instruction *room,
    uint32_t capacity, char message[IPD_PCAP_MESSAGE]) {
    pcap_t *dead = pcap_open_dead(link_type, snap_length);
    if (!dead) {
        say(message, "no memory");
        return -1;
    }
    struct bpf_program filter = {0};
    int count = -1;
    if (pcap_compile(dead, &filter, text, 1, PCAP_NETMASK_UNKNOWN) != 0) {
        say(message, pcap_geterr(dead));
    } else {
        if (filter.bf_len <= capacity) {
            count = (int)filter.bf_len;
            memcpy(room, filter.bf_insns, filter.bf_len * sizeof *room);
        } else {
            snprintf(message, IPD_PCAP_MESSAGE, "the filter needs %u instructions, at most %u are allowed",
                filter.bf_len, capacity);
        }
        pcap_freecode(&filter);
    }
    pcap_close(dead);
    return count;
}

int ipd_bpf_is_valid(const struct ipd_bpf_instruction *instructions, uint32_t count) {
    return bpf_validate((const struct bpf_insn *)instructions, (int)count);
}

uint32_t ipd_bpf_match(const struct ipd_bpf_instruction *instructions, uint32_t count, const uint8_t *octets,
    uint32_t captured, uint32_t length) {
    (void)count;
    return bpf_filter((const struct bpf_insn *)instructions, octets, length, captured);
}

// Packets

static void take(u_char *context, const struct pcap_pkthdr *header, const u_char *octets) {
    struct taking *taking = (struct taking *)(void *)context;
    const struct ipd_pcap_packet packet = {
        // The precision of nanoseconds puts them where the type says microseconds.
        .nanoseconds = (int64_t)header->ts.tv_sec * 1000000000 + header->ts.tv_usec,
        .captured = header->caplen,
        .length = header->len,
    };
    uint8_t *to = taking->room + taking->used;
    memcpy(to, &packet, sizeof packet);
    memcpy(to + sizeof packet, octets, header->caplen);
    taking->used += ((uint32_t)sizeof packet + header->caplen + 7) & ~7u;
    taking->count += 1;
    if (taking->capacity - taking->used < taking->largest) {
        taking->is_full = 1;
        pcap_breakloop(taking->pcap);
    }
}

int ipd_pcap_take(struct ipd_pcap *capture, uint8_t *room, uint32_t capacity, uint32_t *octets, int *is_more,
    char message[IPD_PCAP_MESSAGE]) {
    struct taking taking = {.pcap = capture->pcap, .room = room, .capacity = capacity};
    // A cooked header may stand before the octets that the snap length counts.
    taking.largest = ((uint32_t)sizeof(struct ipd_pcap_packet) + (uint32_t)pcap_snapshot(capture->pcap) + 64 + 7) & ~7u;
    const int result =
        taking.largest > capacity ? PCAP_ERROR : pcap_dispatch(capture->pcap, -1, take, (u_char *)&taking);
    *octets = taking.used;
    *is_more = taking.is_full;
    if (result < 0 && result != PCAP_ERROR_BREAK && taking.count == 0) {
        say(message, taking.largest > capacity ? "the room is too small" : pcap_geterr(capture->pcap));
        return -1;
    }
    return taking.count;
}

int ipd_pcap_count(struct ipd_pcap *capture, struct ipd_pcap_counts *counts) {
    struct pcap_stat stat;
    if (pcap_stats(capture->pcap, &stat) != 0) return -1;
    counts->received = stat.ps_recv;
    counts->dropped = stat.ps_drop;
    counts->dropped_by_interface = stat.ps_ifdrop;
    return 0;
}

const char *ipd_pcap_version(void) { return pcap_lib_version(); }
