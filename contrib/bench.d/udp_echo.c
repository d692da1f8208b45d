// A plain UDP echo, the yardstick for the SNMP engine: what one thread can do that only receives and sends.
//
//     udp_echo PORT [batch]
//
// Without `batch` it calls recvfrom and sendto for each datagram, with it recvmmsg and sendmmsg for up to 64.
// It serves 127.0.0.1 until it is killed.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { slots = 64, room = 2048 };

static void echo(int descriptor) {
    static char octets[room];
    for (;;) {
        struct sockaddr_in source;
        socklen_t length = sizeof source;
        ssize_t count = recvfrom(descriptor, octets, sizeof octets, 0, (struct sockaddr *)&source, &length);
        if (count > 0) (void)sendto(descriptor, octets, (size_t)count, 0, (struct sockaddr *)&source, length);
    }
}

static void echo_batches(int descriptor) {
    static char octets[slots][room];
    static struct sockaddr_in source[slots];
    static struct iovec parts[slots];
    static struct mmsghdr messages[slots];
    for (;;) {
        for (int i = 0; i < slots; i++) {
            parts[i] = (struct iovec){.iov_base = octets[i], .iov_len = room};
            messages[i].msg_hdr = (struct msghdr){
                .msg_name = &source[i], .msg_namelen = sizeof source[i], .msg_iov = &parts[i], .msg_iovlen = 1};
        }
        int count = recvmmsg(descriptor, messages, slots, MSG_WAITFORONE, NULL);
        for (int i = 0; i < count; i++) parts[i].iov_len = messages[i].msg_len;
        for (int done = 0; done < count;) {
            int sent = sendmmsg(descriptor, messages + done, (unsigned)(count - done), 0);
            done += sent > 0 ? sent : 1;
        }
    }
}

int main(int count, char **arguments) {
    if (count < 2) {
        fprintf(stderr, "usage: udp_echo PORT [batch]\n");
        return 2;
    }
    int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
    struct sockaddr_in local = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(arguments[1]))};
    local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int buffer = 1 << 20;
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    if (descriptor < 0 || bind(descriptor, (struct sockaddr *)&local, sizeof local) != 0) {
        perror("udp_echo");
        return 1;
    }
    if (count > 2 && strcmp(arguments[2], "batch") == 0) echo_batches(descriptor);
    else echo(descriptor);
}
