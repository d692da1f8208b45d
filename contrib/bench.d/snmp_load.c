// A load generator for SNMP agents. It builds its packets itself, so that it takes less than the agents that it measures.
//
//     snmp_load get  HOST PORT COMMUNITY WINDOW SECONDS OID [OID...]
//     snmp_load echo HOST PORT COMMUNITY WINDOW SECONDS OID [OID...]
//     snmp_load walk HOST PORT COMMUNITY REPETITIONS WALKS ROOT
//     snmp_load v3   HOST PORT USER AUTH-PASSWORD PRIV-PASSWORD WINDOW SECONDS OID [OID...]
//
// `get` keeps WINDOW SNMPv2c GETs outstanding, each with one variable binding, the OIDs in turn. `echo` sends the same to a
// UDP echo. `walk` goes through everything below ROOT with GETBULK, one request at a time, WALKS times. `v3` is `get` with
// HMAC-SHA-256 (RFC 7860) and AES-128 (RFC 3826); its requests are encrypted once and sent again and again.
//
// Prints one line: name=value pairs. Exits with 1 when answers are missing or wrong.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>

enum { room = 65536, maximum_window = 256, digest_octets = 24 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void fail(const char *what) {
    fprintf(stderr, "snmp_load: %s\n", what);
    exit(1);
}

// --- BER, written from the end to the beginning -----------------------------------------------------------------------

struct writer {
    uint8_t octets[2048];
    size_t start;
};

static void begin(struct writer *w) { w->start = sizeof w->octets; }

static size_t mark(struct writer *w) { return w->start; }

static void put(struct writer *w, const void *octets, size_t count) {
    if (count > w->start) fail("request too long");
    w->start -= count;
    memcpy(w->octets + w->start, octets, count);
}

static void octet(struct writer *w, uint8_t value) { put(w, &value, 1); }

static void header(struct writer *w, uint8_t tag, size_t end) {
    size_t length = end - w->start;
    octet(w, (uint8_t)length);
    if (length > 255) {
        octet(w, (uint8_t)(length >> 8));
        octet(w, 0x82);
    } else if (length > 127) {
        octet(w, 0x81);
    }
    octet(w, tag);
}

static void integer(struct writer *w, int32_t value) {
    size_t end = mark(w);
    int64_t rest = value;
    uint8_t last;
    do {
        last = (uint8_t)rest;
        octet(w, last);
        rest >>= 8;
    } while (!((rest == 0 && last < 0x80) || (rest == -1 && last >= 0x80)));
    header(w, 0x02, end);
}

static void string(struct writer *w, const void *octets, size_t count) {
    size_t end = mark(w);
    put(w, octets, count);
    header(w, 0x04, end);
}

static void identifier(struct writer *w, const uint32_t *arcs, size_t count) {
    size_t end = mark(w);
    for (size_t i = count; i > 1; i--) {
        uint32_t arc = i == 2 ? arcs[0] * 40 + arcs[1] : arcs[i - 1];
        octet(w, arc & 0x7f);
        while (arc >>= 7) octet(w, (uint8_t)(0x80 | (arc & 0x7f)));
    }
    header(w, 0x06, end);
}

static size_t parse_identifier(const char *text, uint32_t *arcs) {
    size_t count = 0;
    while (*text == '.') text++;
    while (*text && count < 128) {
        arcs[count++] = (uint32_t)strtoul(text, (char **)&text, 10);
        if (*text == '.') text++;
    }
    if (count < 2) fail("an OID has at least two numbers");
    return count;
}

// --- Reading -----------------------------------------------------------------------------------------------------------

struct reader {
    const uint8_t *next, *end;
};

static struct reader element(struct reader *r, int tag) {
    if (r->end - r->next < 2 || (tag && r->next[0] != tag)) fail("unexpected answer");
    size_t length = r->next[1];
    r->next += 2;
    if (length > 0x80) {
        size_t octets = length & 0x7f;
        length = 0;
        while (octets--) {
            if (r->next >= r->end) fail("answer cut short");
            length = length << 8 | *r->next++;
        }
    }
    if ((size_t)(r->end - r->next) < length) fail("answer cut short");
    struct reader content = {r->next, r->next + length};
    r->next += length;
    return content;
}

static int64_t number(struct reader *r) {
    struct reader content = element(r, 0x02);
    int64_t value = content.next < content.end && *content.next >= 0x80 ? -1 : 0;
    while (content.next < content.end) value = value << 8 | *content.next++;
    return value;
}

// --- Sockets -----------------------------------------------------------------------------------------------------------

static int connect_to(const char *host, const char *port) {
    struct sockaddr_storage address = {0};
    struct sockaddr_in *v4 = (struct sockaddr_in *)&address;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&address;
    socklen_t length = sizeof *v4;
    if (inet_pton(AF_INET, host, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)atoi(port));
    } else if (inet_pton(AF_INET6, host, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons((uint16_t)atoi(port));
        length = sizeof *v6;
    } else {
        fail("HOST is not an address");
    }
    int descriptor = socket(address.ss_family, SOCK_DGRAM, 0);
    int buffer = 1 << 20;
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
    if (descriptor < 0 || connect(descriptor, (struct sockaddr *)&address, length) != 0) fail(strerror(errno));
    return descriptor;
}

static size_t exchange(int descriptor, const uint8_t *request, size_t count, uint8_t *answer) {
    for (int attempt = 0; attempt < 5; attempt++) {
        if (send(descriptor, request, count, 0) < 0) fail(strerror(errno));
        struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
        if (poll(&waiting, 1, 1000) > 0) {
            ssize_t received = recv(descriptor, answer, room, 0);
            if (received > 0) return (size_t)received;
        }
    }
    fail("no answer");
    return 0;
}

// --- Requests outstanding ----------------------------------------------------------------------------------------------

struct request {
    uint8_t octets[1024];
    size_t count;
    double sent;
};

static struct request requests[maximum_window];

// Which request an answer belongs to: the last octet of the request-id (v2c) or msgID (v3), whose encodings are all of the
// same length, so that they stand at one place. Checked strictly for the first answers, then only there.
static int window_of(const uint8_t *octets, size_t count, int is_v3, int is_echo, int strictly) {
    struct reader r = {octets, octets + count};
    struct reader message = element(&r, 0x30);
    if (number(&message) != (is_v3 ? 3 : 1)) fail("answer of another version");
    if (is_v3) {
        struct reader global = element(&message, 0x30);
        int64_t id = number(&global);
        number(&global);
        struct reader flags = element(&global, 0x04);
        if (flags.next >= flags.end || (*flags.next & 3) != 3) fail("a report instead of an answer");
        return (int)(id & 0xff);
    }
    element(&message, 0x04);
    struct reader pdu = element(&message, is_echo ? 0xa0 : 0xa2);
    int64_t id = number(&pdu);
    if (strictly && !is_echo) {
        if (number(&pdu) != 0) fail("answer with an error");
        number(&pdu);
        struct reader list = element(&pdu, 0x30);
        struct reader binding = element(&list, 0x30);
        element(&binding, 0x06);
        if (binding.next >= binding.end || *binding.next >= 0x80) fail("answer without a value");
    }
    return (int)(id & 0xff);
}

static int compare(const void *left, const void *right) {
    float l = *(const float *)left, r = *(const float *)right;
    return l < r ? -1 : l > r;
}

static void run(int descriptor, int window, double seconds, const char *name, int is_v3, int is_echo) {
    static uint8_t answers[maximum_window][2048];
    static struct mmsghdr out[maximum_window], in[maximum_window];
    static struct iovec out_parts[maximum_window], in_parts[maximum_window];
    enum { kept = 1 << 20 };
    float *latencies = malloc(kept * sizeof *latencies);
    uint64_t done = 0, lost = 0;
    int queue[maximum_window], queued = 0;
    for (int i = 0; i < window; i++) {
        queue[queued++] = i;
        in_parts[i] = (struct iovec){.iov_base = answers[i], .iov_len = sizeof answers[i]};
        in[i].msg_hdr = (struct msghdr){.msg_iov = &in_parts[i], .msg_iovlen = 1};
    }
    double start = now(), end = start + seconds, moment = start;
    while (moment < end) {
        for (int i = 0; i < queued; i++) {
            struct request *request = &requests[queue[i]];
            request->sent = moment;
            out_parts[i] = (struct iovec){.iov_base = request->octets, .iov_len = request->count};
            out[i].msg_hdr = (struct msghdr){.msg_iov = &out_parts[i], .msg_iovlen = 1};
        }
        for (int sent = 0; sent < queued;) {
            int more = sendmmsg(descriptor, out + sent, (unsigned)(queued - sent), 0);
            if (more < 0) fail(strerror(errno));
            sent += more;
        }
        queued = 0;
        int count = recvmmsg(descriptor, in, (unsigned)window, MSG_DONTWAIT, NULL);
        if (count < 0) {
            struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
            poll(&waiting, 1, 200);
            count = recvmmsg(descriptor, in, (unsigned)window, MSG_DONTWAIT, NULL);
        }
        moment = now();
        for (int i = 0; i < count; i++) {
            int slot = window_of(answers[i], in[i].msg_len, is_v3, is_echo, done < 1000);
            if (slot >= window) fail("answer to another request");
            latencies[done % kept] = (float)(moment - requests[slot].sent);
            done++;
            queue[queued++] = slot;
        }
        if (count <= 0) {
            for (int i = 0; i < window; i++) queue[queued++] = i;
            lost += (uint64_t)window;
        }
    }
    double taken = now() - start;
    size_t count = done < kept ? done : kept;
    qsort(latencies, count, sizeof *latencies, compare);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double processor = (double)usage.ru_utime.tv_sec + (double)usage.ru_utime.tv_usec * 1e-6
        + (double)usage.ru_stime.tv_sec + (double)usage.ru_stime.tv_usec * 1e-6;
    printf("%s=%.0f p50_us=%.1f p99_us=%.1f lost=%lu generator_load=%.2f\n", name, (double)done / taken,
           count ? latencies[count / 2] * 1e6 : 0.0, count ? latencies[count * 99 / 100] * 1e6 : 0.0,
           (unsigned long)lost, processor / taken);
    free(latencies);
    if (done == 0) exit(1);
}

// --- SNMPv2c -----------------------------------------------------------------------------------------------------------

static void write_pdu(struct writer *w, uint8_t tag, int32_t id, int32_t first, int32_t second, const uint32_t *arcs,
                      size_t count) {
    size_t end = mark(w);
    octet(w, 0);
    octet(w, 5);
    identifier(w, arcs, count);
    header(w, 0x30, end);
    header(w, 0x30, end);
    integer(w, second);
    integer(w, first);
    integer(w, id);
    header(w, tag, end);
}

static void write_v2c(struct writer *w, const char *community, uint8_t tag, int32_t id, int32_t first, int32_t second,
                      const uint32_t *arcs, size_t count) {
    begin(w);
    size_t end = mark(w);
    write_pdu(w, tag, id, first, second, arcs, count);
    string(w, community, strlen(community));
    integer(w, 1);
    header(w, 0x30, end);
}

static int get(int count, char **arguments, int is_echo) {
    if (count < 8) fail("usage: snmp_load get HOST PORT COMMUNITY WINDOW SECONDS OID...");
    int window = atoi(arguments[5]);
    if (window < 1 || window > maximum_window) fail("WINDOW is 1 to 256");
    for (int i = 0; i < window; i++) {
        uint32_t arcs[128];
        size_t length = parse_identifier(arguments[7 + i % (count - 7)], arcs);
        struct writer w;
        write_v2c(&w, arguments[4], 0xa0, 0x12345600 | i, 0, 0, arcs, length);
        requests[i].count = sizeof w.octets - w.start;
        if (requests[i].count > sizeof requests[i].octets) fail("request too long");
        memcpy(requests[i].octets, w.octets + w.start, requests[i].count);
    }
    run(connect_to(arguments[2], arguments[3]), window, atof(arguments[6]), "requests_per_second", 0, is_echo);
    return 0;
}

static int walk(int count, char **arguments) {
    if (count < 8) fail("usage: snmp_load walk HOST PORT COMMUNITY REPETITIONS WALKS ROOT");
    int descriptor = connect_to(arguments[2], arguments[3]);
    int repetitions = atoi(arguments[5]), walks = atoi(arguments[6]);
    uint32_t root[128], arcs[128];
    size_t root_count = parse_identifier(arguments[7], root);
    static uint8_t answer[room];
    uint64_t objects = 0, exchanges = 0;
    int32_t id = 0x12340000;
    double start = now();
    for (int number_of_walk = 0; number_of_walk < walks; number_of_walk++) {
        memcpy(arcs, root, sizeof arcs);
        size_t length = root_count;
        for (int is_done = 0; !is_done;) {
            struct writer w;
            write_v2c(&w, arguments[4], 0xa5, ++id, 0, repetitions, arcs, length);
            size_t received = exchange(descriptor, w.octets + w.start, sizeof w.octets - w.start, answer);
            exchanges++;
            struct reader r = {answer, answer + received};
            struct reader message = element(&r, 0x30);
            number(&message);
            element(&message, 0x04);
            struct reader pdu = element(&message, 0xa2);
            if (number(&pdu) != id) continue;
            if (number(&pdu) != 0) fail("answer with an error");
            number(&pdu);
            struct reader list = element(&pdu, 0x30);
            if (list.next == list.end) fail("empty answer");
            while (list.next < list.end && !is_done) {
                struct reader binding = element(&list, 0x30);
                struct reader name = element(&binding, 0x06);
                if (binding.next < binding.end && *binding.next == 0x82) {
                    is_done = 1;
                    break;
                }
                length = 0;
                uint32_t arc = 0;
                while (name.next < name.end) {
                    arc = arc << 7 | (*name.next & 0x7f);
                    if (*name.next++ >= 0x80) continue;
                    if (length == 0) {
                        uint32_t first = arc / 40 > 2 ? 2 : arc / 40;
                        arcs[length++] = first;
                        arc -= first * 40;
                    }
                    arcs[length++] = arc;
                    arc = 0;
                }
                if (length < root_count || memcmp(arcs, root, root_count * sizeof *arcs) != 0) is_done = 1;
                else objects++;
            }
        }
    }
    double taken = now() - start;
    printf("objects_per_second=%.0f objects=%lu requests=%lu seconds_per_walk=%.6f\n", (double)objects / taken,
           (unsigned long)(objects / (uint64_t)walks), (unsigned long)(exchanges / (uint64_t)walks), taken / walks);
    return objects == 0;
}

// --- SNMPv3: HMAC-SHA-256-192 and AES-128 -------------------------------------------------------------------------------

struct engine {
    uint8_t identifier[32];
    size_t identifier_count;
    int32_t boots, time;
};

// RFC 3414 A.2 with SHA-256: a megabyte of the password, then the engine's identifier between two copies of the key.
static void localize(const char *password, const struct engine *engine, uint8_t key[32]) {
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t length = strlen(password), position = 0;
    uint8_t block[64];
    if (length == 0) fail("empty password");
    EVP_DigestInit_ex(context, EVP_sha256(), NULL);
    for (size_t total = 0; total < 1 << 20; total += sizeof block) {
        for (size_t i = 0; i < sizeof block; i++) block[i] = (uint8_t)password[position++ % length];
        EVP_DigestUpdate(context, block, sizeof block);
    }
    EVP_DigestFinal_ex(context, key, NULL);
    EVP_DigestInit_ex(context, EVP_sha256(), NULL);
    EVP_DigestUpdate(context, key, 32);
    EVP_DigestUpdate(context, engine->identifier, engine->identifier_count);
    EVP_DigestUpdate(context, key, 32);
    EVP_DigestFinal_ex(context, key, NULL);
    EVP_MD_CTX_free(context);
}

static void big_endian(uint8_t *octets, uint32_t value) {
    for (int i = 0; i < 4; i++) octets[i] = (uint8_t)(value >> (24 - 8 * i));
}

// Writes a message up to the scoped PDU, or the octets that stand for it, which `w` holds from its start to `end`.
static void write_v3_head(struct writer *w, size_t end, int32_t id, uint8_t flags, const struct engine *engine,
                          const char *user, const uint8_t *digest, const uint8_t *salt) {
    size_t parameters = mark(w);
    string(w, salt, salt ? 8 : 0);
    string(w, digest, digest ? digest_octets : 0);
    string(w, user, strlen(user));
    integer(w, engine->time);
    integer(w, engine->boots);
    string(w, engine->identifier, engine->identifier_count);
    header(w, 0x30, parameters);
    header(w, 0x04, parameters);
    size_t global = mark(w);
    integer(w, 3);
    string(w, &flags, 1);
    integer(w, 65507);
    integer(w, id);
    header(w, 0x30, global);
    integer(w, 3);
    header(w, 0x30, end);
}

static void discover(int descriptor, struct engine *engine) {
    struct writer w;
    struct engine nobody = {0};
    begin(&w);
    size_t end = mark(&w);
    octet(&w, 0);
    octet(&w, 0x30);
    integer(&w, 0);
    integer(&w, 0);
    integer(&w, 0x12345678);
    header(&w, 0xa0, end);
    string(&w, "", 0);
    string(&w, "", 0);
    header(&w, 0x30, end);
    write_v3_head(&w, end, 0x12345678, 4, &nobody, "", NULL, NULL);
    static uint8_t answer[room];
    size_t count = exchange(descriptor, w.octets + w.start, sizeof w.octets - w.start, answer);
    struct reader r = {answer, answer + count};
    struct reader message = element(&r, 0x30);
    number(&message);
    element(&message, 0x30);
    struct reader wrapped = element(&message, 0x04);
    struct reader parameters = element(&wrapped, 0x30);
    struct reader identifier = element(&parameters, 0x04);
    engine->identifier_count = (size_t)(identifier.end - identifier.next);
    if (engine->identifier_count > sizeof engine->identifier) fail("engine ID too long");
    memcpy(engine->identifier, identifier.next, engine->identifier_count);
    engine->boots = (int32_t)number(&parameters);
    engine->time = (int32_t)number(&parameters);
}

static void write_v3(struct request *request, int32_t id, const struct engine *engine, const char *user,
                     const uint8_t *auth_key, const uint8_t *priv_key, const uint32_t *arcs, size_t length) {
    static const uint8_t zeros[digest_octets];
    struct writer plain, w;
    begin(&plain);
    size_t end = mark(&plain);
    write_pdu(&plain, 0xa0, id, 0, 0, arcs, length);
    string(&plain, "", 0);
    string(&plain, engine->identifier, engine->identifier_count);
    header(&plain, 0x30, end);

    uint8_t vector[16];
    big_endian(vector, (uint32_t)engine->boots);
    big_endian(vector + 4, (uint32_t)engine->time);
    big_endian(vector + 8, 0x5eed);
    big_endian(vector + 12, (uint32_t)id);
    uint8_t encrypted[2048];
    int count = 0;
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    EVP_EncryptInit_ex(context, EVP_aes_128_cfb128(), NULL, priv_key, vector);
    EVP_EncryptUpdate(context, encrypted, &count, plain.octets + plain.start, (int)(end - plain.start));
    EVP_CIPHER_CTX_free(context);

    begin(&w);
    end = mark(&w);
    string(&w, encrypted, (size_t)count);
    write_v3_head(&w, end, id, 7, engine, user, zeros, vector + 8);
    uint8_t digest[32];
    unsigned size = sizeof digest;
    HMAC(EVP_sha256(), auth_key, 32, w.octets + w.start, end - w.start, digest, &size);
    uint8_t *place = memmem(w.octets + w.start, end - w.start, zeros, sizeof zeros);
    if (!place) fail("no place for the digest");
    memcpy(place, digest, digest_octets);
    request->count = end - w.start;
    if (request->count > sizeof request->octets) fail("request too long");
    memcpy(request->octets, w.octets + w.start, request->count);
}

static int version3(int count, char **arguments) {
    if (count < 10) fail("usage: snmp_load v3 HOST PORT USER AUTH-PASSWORD PRIV-PASSWORD WINDOW SECONDS OID...");
    int descriptor = connect_to(arguments[2], arguments[3]);
    int window = atoi(arguments[7]);
    if (window < 1 || window > maximum_window) fail("WINDOW is 1 to 256");
    struct engine engine;
    discover(descriptor, &engine);
    uint8_t auth_key[32], priv_key[32];
    localize(arguments[5], &engine, auth_key);
    localize(arguments[6], &engine, priv_key);
    for (int i = 0; i < window; i++) {
        uint32_t arcs[128];
        size_t length = parse_identifier(arguments[9 + i % (count - 9)], arcs);
        write_v3(&requests[i], 0x12345600 | i, &engine, arguments[4], auth_key, priv_key, arcs, length);
    }
    run(descriptor, window, atof(arguments[8]), "requests_per_second", 1, 0);
    return 0;
}

int main(int count, char **arguments) {
    const char *mode = count > 1 ? arguments[1] : "";
    if (strcmp(mode, "get") == 0) return get(count, arguments, 0);
    if (strcmp(mode, "echo") == 0) return get(count, arguments, 1);
    if (strcmp(mode, "walk") == 0) return walk(count, arguments);
    if (strcmp(mode, "v3") == 0) return version3(count, arguments);
    fail("usage: snmp_load get|echo|walk|v3 ...");
}
