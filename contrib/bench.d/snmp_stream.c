// Sends GETs of SNMPv2c over one TCP connection, so many at a time, and counts the answers.
//
//     snmp_stream ADDRESS PORT COMMUNITY WINDOW SECONDS OID...
//
// Prints requests_per_second and what a request took in microseconds in the middle, with a window of 1.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { room = 1 << 20 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static size_t put(uint8_t *out, uint8_t tag, const uint8_t *content, size_t length) {
    size_t head = 0;
    out[head++] = tag;
    if (length > 127) out[head++] = 0x82, out[head++] = (uint8_t)(length >> 8);
    out[head++] = (uint8_t)length;
    memmove(out + head, content, length);
    return head + length;
}

static size_t put_name(uint8_t *out, const char *text) {
    uint8_t content[256];
    size_t length = 0;
    char *end;
    unsigned long first = strtoul(text, &end, 10), second = strtoul(end + 1, &end, 10);
    content[length++] = (uint8_t)(first * 40 + second);
    while (*end == '.' && length < sizeof content - 6) {
        unsigned long arc = strtoul(end + 1, &end, 10);
        for (int shift = 28; shift >= 0; shift -= 7)
            if (shift == 0 || arc >> shift) content[length++] = (uint8_t)((arc >> shift & 0x7f) | (shift ? 0x80 : 0));
    }
    return put(out, 6, content, length);
}

static size_t make_request(uint8_t *out, const char *community, char **names, int count) {
    static uint8_t list[4096], pdu[8192], whole[8192];
    size_t length = 0;
    for (int index = 0; index < count; index++) {
        uint8_t binding[300];
        size_t size = put_name(binding, names[index]);
        binding[size++] = 5, binding[size++] = 0;
        length += put(list + length, 0x30, binding, size);
    }
    static const uint8_t head[] = {2, 1, 1, 2, 1, 0, 2, 1, 0};
    memcpy(pdu, head, sizeof head);
    size_t pdu_length = sizeof head + put(pdu + sizeof head, 0x30, list, length);
    size_t at = 0;
    whole[at++] = 2, whole[at++] = 1, whole[at++] = 1;
    at += put(whole + at, 4, (const uint8_t *)community, strlen(community));
    at += put(whole + at, 0xa0, pdu, pdu_length);
    return put(out, 0x30, whole, at);
}

// The octets of the message at the start; 0 when it is not whole.
static size_t framed(const uint8_t *octets, size_t length) {
    if (length < 2) return 0;
    size_t size = octets[1], head = 2;
    if (size >= 0x80) {
        head = 2 + (size & 0x7f);
        if (length < head) return 0;
        size = 0;
        for (size_t place = 2; place < head; place++) size = size << 8 | octets[place];
    }
    return head + size <= length ? head + size : 0;
}

static int by_size(const void *left, const void *right) {
    double difference = *(const double *)left - *(const double *)right;
    return (difference > 0) - (difference < 0);
}

int main(int count, char **arguments) {
    if (count < 7) return 2;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(arguments[2]))};
    inet_pton(AF_INET, arguments[1], &address.sin_addr);
    int plug = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
    setsockopt(plug, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(plug, (struct sockaddr *)&address, sizeof address) != 0) return perror("connect"), 1;
    static uint8_t request[8192], buffer[room];
    size_t size = make_request(request, arguments[3], arguments + 6, count - 6);
    int window = atoi(arguments[4]);
    double seconds = atof(arguments[5]), start = now();
    static double times[1 << 20];
    size_t answers = 0, held = 0, samples = 0;
    double sent = now();
    for (int index = 0; index < window; index++)
        if (write(plug, request, size) != (ssize_t)size) return 1;
    while (now() - start < seconds) {
        ssize_t got = read(plug, buffer + held, room - held);
        if (got <= 0) return perror("read"), 1;
        held += (size_t)got;
        size_t used = 0, whole;
        int ready = 0;
        while ((whole = framed(buffer + used, held - used)) > 0) used += whole, ready++;
        memmove(buffer, buffer + used, held - used);
        held -= used;
        answers += (size_t)ready;
        if (window == 1 && ready && samples < sizeof times / sizeof *times) times[samples++] = (now() - sent) * 1e6;
        sent = now();
        for (int index = 0; index < ready; index++)
            if (write(plug, request, size) != (ssize_t)size) return 1;
    }
    double rate = (double)answers / (now() - start);
    qsort(times, samples, sizeof *times, by_size);
    printf("requests_per_second=%.0f median_us=%.1f\n", rate, samples ? times[samples / 2] : 0);
    close(plug);
    return 0;
}
