/* A narrow header over Net-SNMP's library: nothing of its own headers is seen here.
 *
 * The library is used for what is hard and has been proven: ASN.1, the user-based security model (keys, digests,
 * ciphers, time windows) and the shapes of the messages. It opens no socket, reads no configuration and no MIB file,
 * keeps no state on disk and logs nothing. Who calls owns sockets, time-outs and retries.
 *
 * The library keeps one state for the whole process and is not thread-safe: the functions marked "on the thread" work
 * only on the thread that called ipd_snmp_start, and answer IPD_SNMP_WRONG_THREAD, or NULL, on any other.
 */
#ifndef IPD_CNETSNMP_H
#define IPD_CNETSNMP_H

#include <stdint.h>

/* Sub-identifiers of a name, octets of a user name, of an engine ID, of a context name, of a message. */
#define IPD_SNMP_NAME_LIMIT 128
#define IPD_SNMP_USER_LIMIT 32
#define IPD_SNMP_ENGINE_LIMIT 32
#define IPD_SNMP_CONTEXT_LIMIT 64
#define IPD_SNMP_COMMUNITY_LIMIT 255
#define IPD_SNMP_MESSAGE_LIMIT 65507
/* Variables of a message. */
#define IPD_SNMP_VARIABLE_LIMIT 4096
/* Engines whose time is kept, as long as the process lives. */
#define IPD_SNMP_ENGINES_LIMIT 65536

/* Outcomes: 0 and above are good. */
enum ipd_snmp_error {
    IPD_SNMP_MALFORMED = -1,
    IPD_SNMP_WRONG_THREAD = -2,
    IPD_SNMP_NO_MEMORY = -3,
    /* More names, octets or engines than the limits above. */
    IPD_SNMP_TOO_MUCH = -4,
    /* Neither version 1, 2c nor 3. */
    IPD_SNMP_VERSION = -5,
    /* A password of fewer than 8 octets. */
    IPD_SNMP_SHORT_PASSWORD = -6,
    /* An algorithm that the library does not have. */
    IPD_SNMP_NO_ALGORITHM = -7,
    /* The security model refused the message (RFC 3414, 3.2). */
    IPD_SNMP_UNKNOWN_ENGINE = -10,
    IPD_SNMP_UNKNOWN_USER = -11,
    IPD_SNMP_UNSUPPORTED_LEVEL = -12,
    IPD_SNMP_WRONG_DIGEST = -13,
    IPD_SNMP_NOT_IN_TIME_WINDOW = -14,
    IPD_SNMP_DECRYPTION = -15,
    IPD_SNMP_OTHER = -99
};

/* The version of the library, such as "5.9.3". */
const char *ipd_snmp_version(void);

/* Starts the library; the calling thread becomes its thread. Again on the same thread it does nothing.
 * `engine` is the engine ID of this process until ipd_snmp_own_engine gives another. */
int32_t ipd_snmp_start(const uint8_t *engine, uint32_t count);

/* On the thread. The engine ID (5 to 32 octets) and boots (from 1 on) under which informs arrive; the engine's time
 * begins at ipd_snmp_start. The same again does nothing. */
int32_t ipd_snmp_own_engine(const uint8_t *engine, uint32_t count, uint32_t boots);

/* On the thread. Makes an engine known. `boots` and `time` are what it said without proof; they count only until an
 * authenticated message came from it. */
int32_t ipd_snmp_engine_learn(const uint8_t *engine, uint32_t count, uint32_t boots, uint32_t time);

/* On the thread. Forgets the time of an engine, so that what it says next is believed. */
void ipd_snmp_engine_forget(const uint8_t *engine, uint32_t count);

/* What stands in front of a message, read without any key. */
struct ipd_snmp_head {
    /* 1, 2 (2c) or 3. */
    uint8_t version;
    /* msgFlags of version 3: bit 0 authenticated, bit 1 encrypted, bit 2 reportable. */
    uint8_t flags;
    uint8_t engine_count;
    uint8_t user_count;
    /* msgID. */
    int32_t message_id;
    uint32_t boots;
    uint32_t time;
    uint8_t engine[IPD_SNMP_ENGINE_LIMIT];
    uint8_t user[IPD_SNMP_USER_LIMIT];
};

/* On the thread. Reads the head of a message. Returns 0 or an error. */
int32_t ipd_snmp_look(const uint8_t *octets, uint32_t count, struct ipd_snmp_head *head);

/* The algorithms, in the order of the library's strength. */
enum ipd_snmp_authentication {
    IPD_SNMP_AUTH_NONE, IPD_SNMP_AUTH_MD5, IPD_SNMP_AUTH_SHA, IPD_SNMP_AUTH_SHA224, IPD_SNMP_AUTH_SHA256,
    IPD_SNMP_AUTH_SHA384, IPD_SNMP_AUTH_SHA512
};
enum ipd_snmp_privacy {
    IPD_SNMP_PRIV_NONE, IPD_SNMP_PRIV_DES, IPD_SNMP_PRIV_AES128, IPD_SNMP_PRIV_AES192, IPD_SNMP_PRIV_AES256,
    IPD_SNMP_PRIV_AES192_REEDER, IPD_SNMP_PRIV_AES256_REEDER
};

/* The master keys Ku of a user (RFC 3414, A.2): the costly half, made once. */
struct ipd_snmp_keys;

/* On the thread. Makes the master keys. NULL with the reason in `*error`. */
struct ipd_snmp_keys *ipd_snmp_keys_create(
    uint8_t authentication, const uint8_t *authentication_password, uint32_t authentication_count,
    uint8_t privacy, const uint8_t *privacy_password, uint32_t privacy_count, int32_t *error);

/* Wipes and frees. Any thread. */
void ipd_snmp_keys_destroy(struct ipd_snmp_keys *keys);

/* A user at one engine, with localized keys. */
struct ipd_snmp_user;

/* On the thread. Localizes; NULL with the reason in `*error`. */
struct ipd_snmp_user *ipd_snmp_user_create(
    const struct ipd_snmp_keys *keys, const uint8_t *name, uint32_t name_count, const uint8_t *engine,
    uint32_t engine_count, int32_t *error);

/* Wipes and frees. Any thread. */
void ipd_snmp_user_destroy(struct ipd_snmp_user *user);

/* The kinds of messages (RFC 3416, 3), as they are tagged. */
enum ipd_snmp_kind {
    IPD_SNMP_GET = 0xa0, IPD_SNMP_GETNEXT = 0xa1, IPD_SNMP_RESPONSE = 0xa2, IPD_SNMP_TRAP1 = 0xa4,
    IPD_SNMP_GETBULK = 0xa5, IPD_SNMP_INFORM = 0xa6, IPD_SNMP_TRAP2 = 0xa7, IPD_SNMP_REPORT = 0xa8
};

/* A request to build. */
struct ipd_snmp_request {
    /* GET, GETNEXT or GETBULK. */
    uint8_t kind;
    /* 1, 2 or 3. */
    uint8_t version;
    int32_t request_id;
    /* msgID, version 3. */
    int32_t message_id;
    /* max-repetitions of GETBULK. */
    uint32_t repetitions;
    /* Version 1 and 2c. */
    const uint8_t *community;
    uint32_t community_count;
    /* contextName, version 3. */
    const uint8_t *context;
    uint32_t context_count;
    /* The names behind one another, and the sub-identifiers of each. */
    const uint32_t *parts;
    const uint32_t *counts;
    uint32_t names;
};

/* On the thread. Builds a request into `room`. Version 3 without a user asks for the engine ID (RFC 3414, 4).
 * Returns the octets, or an error. */
int32_t ipd_snmp_build(
    const struct ipd_snmp_request *request, struct ipd_snmp_user *user, uint8_t *room, uint32_t room_count);

/* A message that was read. */
struct ipd_snmp_message;

/* What a message says beside its variables. */
struct ipd_snmp_facts {
    /* 0, or why the security model refused the message; then the facts are as far as they could be read. */
    int32_t refusal;
    uint8_t version;
    uint8_t kind;
    /* 0 noAuthNoPriv, 1 authNoPriv, 2 authPriv. */
    uint8_t level;
    uint8_t engine_count;
    uint8_t context_engine_count;
    uint8_t user_count;
    int32_t message_id;
    int32_t request_id;
    int32_t error_status;
    int32_t error_index;
    uint32_t variables;
    /* Of a trap of version 1. */
    int32_t generic;
    int32_t specific;
    uint32_t up_time;
    uint8_t agent_address[4];
    uint32_t enterprise_count;
    uint32_t enterprise[IPD_SNMP_NAME_LIMIT];
    uint8_t engine[IPD_SNMP_ENGINE_LIMIT];
    uint8_t context_engine[IPD_SNMP_ENGINE_LIMIT];
    uint8_t user[IPD_SNMP_USER_LIMIT];
    /* Valid as long as the message. */
    const uint8_t *community;
    uint32_t community_count;
    const uint8_t *context;
    uint32_t context_count;
};

/* On the thread. Reads a message; `user` is whose keys it must bear, NULL for version 1, 2c and for what bears none.
 * NULL with the reason in `*error` when it cannot be read at all. */
struct ipd_snmp_message *ipd_snmp_read(
    const uint8_t *octets, uint32_t count, struct ipd_snmp_user *user, int32_t *error);

/* On the thread. Frees a message. */
void ipd_snmp_message_destroy(struct ipd_snmp_message *message);

/* What the message says. */
const struct ipd_snmp_facts *ipd_snmp_message_facts(const struct ipd_snmp_message *message);

/* A variable. */
struct ipd_snmp_variable {
    /* The tag: 2 INTEGER, 4 OCTET STRING, 5 NULL, 6 OBJECT IDENTIFIER, 0x40 IpAddress, 0x41 Counter32, 0x42 Gauge32,
     * 0x43 TimeTicks, 0x46 Counter64, 0x80 noSuchObject, 0x81 noSuchInstance, 0x82 endOfMibView. Every other type is
     * given as octets. */
    uint8_t kind;
    int32_t integer;
    uint64_t number;
    uint32_t name_count;
    uint32_t name[IPD_SNMP_NAME_LIMIT];
    /* Octets, or an address. Valid as long as the message. */
    const uint8_t *octets;
    uint32_t octet_count;
    uint32_t value_name_count;
    uint32_t value_name[IPD_SNMP_NAME_LIMIT];
};

/* Takes the next variable, from the first on. Returns 1, or 0 at the end. */
int32_t ipd_snmp_message_next(struct ipd_snmp_message *message, struct ipd_snmp_variable *variable);

/* On the thread. Makes of an inform its answer, with its own variables. The message says nothing afterwards. Returns
 * the octets, or an error. */
int32_t ipd_snmp_respond(struct ipd_snmp_message *message, uint8_t *room, uint32_t room_count);

/* On the thread. Makes of a refused message the Report that says why (RFC 3414, 3.2). The message says nothing
 * afterwards. Returns the octets, or an error. */
int32_t ipd_snmp_report(
    struct ipd_snmp_message *message, struct ipd_snmp_user *user, uint8_t *room, uint32_t room_count);

#endif
