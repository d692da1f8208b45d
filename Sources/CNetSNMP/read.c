#include "internal.h"

#include <stdlib.h>
#include <string.h>

struct ipd_snmp_message {
    netsnmp_pdu *pdu;
    const netsnmp_variable_list *next;
    struct ipd_snmp_facts facts;
    /* A number of a type of its own, as octets. */
    uint8_t scratch[8];
};

static u_char *whole_number(u_char *cursor, size_t *left, long *value) {
    u_char type;
    return asn_parse_int(cursor, left, &type, value, sizeof *value);
}

static u_char *octets_of(u_char *cursor, size_t *left, uint8_t *to, size_t room, uint8_t *count) {
    u_char type, taken[IPD_SNMP_NAME_LIMIT];
    size_t length = sizeof taken;
    cursor = asn_parse_string(cursor, left, &type, taken, &length);
    if (!cursor || type != ASN_OCTET_STR || length > room) return NULL;
    memcpy(to, taken, length);
    *count = (uint8_t)length;
    return cursor;
}

static int look_at_security(u_char *cursor, size_t left, struct ipd_snmp_head *head) {
    u_char type;
    size_t inner = left;
    long number;
    uint8_t flags_count;
    u_char *global = asn_parse_sequence(cursor, &inner, &type, ASN_SEQUENCE | ASN_CONSTRUCTOR, "global");
    if (!global) return 0;
    size_t header = (size_t)(global - cursor);
    if (inner > left - header) return 0;
    u_char *behind = global + inner;
    left -= header + inner;
    if (!(global = whole_number(global, &inner, &number))) return 0;
    head->message_id = (int32_t)number;
    if (!(global = whole_number(global, &inner, &number))) return 0;
    if (!octets_of(global, &inner, &head->flags, 1, &flags_count) || flags_count != 1) return 0;
    /* msgSecurityParameters: a sequence within an octet string. */
    cursor = asn_parse_sequence(behind, &left, &type, ASN_UNIVERSAL | ASN_PRIMITIVE | ASN_OCTET_STR, "parameters");
    if (!cursor) return 0;
    cursor = asn_parse_sequence(cursor, &left, &type, ASN_SEQUENCE | ASN_CONSTRUCTOR, "parameters");
    if (!cursor) return 0;
    if (!(cursor = octets_of(cursor, &left, head->engine, sizeof head->engine, &head->engine_count))) return 0;
    if (!(cursor = whole_number(cursor, &left, &number))) return 0;
    head->boots = number < 0 ? 0 : (uint32_t)number;
    if (!(cursor = whole_number(cursor, &left, &number))) return 0;
    head->time = number < 0 ? 0 : (uint32_t)number;
    return octets_of(cursor, &left, head->user, sizeof head->user, &head->user_count) != NULL;
}

static int32_t look(u_char *octets, size_t left, struct ipd_snmp_head *head) {
    u_char type;
    long version;
    size_t total = left;
    u_char *cursor = asn_parse_sequence(octets, &left, &type, ASN_SEQUENCE | ASN_CONSTRUCTOR, "message");
    if (!cursor || left > total - (size_t)(cursor - octets)) return IPD_SNMP_MALFORMED;
    if (!(cursor = whole_number(cursor, &left, &version))) return IPD_SNMP_MALFORMED;
    switch (version) {
    case SNMP_VERSION_1: head->version = 1; return 0;
    case SNMP_VERSION_2c: head->version = 2; return 0;
    case SNMP_VERSION_3: head->version = 3; return look_at_security(cursor, left, head) ? 0 : IPD_SNMP_MALFORMED;
    default: return IPD_SNMP_VERSION;
    }
}

int32_t ipd_snmp_look(const uint8_t *octets, uint32_t count, struct ipd_snmp_head *head) {
    memset(head, 0, sizeof *head);
    if (!ipd_snmp_is_here()) return IPD_SNMP_WRONG_THREAD;
    if (count == 0 || count > IPD_SNMP_MESSAGE_LIMIT) return IPD_SNMP_MALFORMED;
    /* The library's readers take pointers to what may be written. */
    u_char *copy = malloc(count);
    if (!copy) return IPD_SNMP_NO_MEMORY;
    memcpy(copy, octets, count);
    int32_t result = look(copy, count, head);
    free(copy);
    return result;
}

static uint8_t take(uint8_t *to, size_t room, const void *from, size_t count) {
    if (!from) return 0;
    if (count > room) count = room;
    memcpy(to, from, count);
    return (uint8_t)count;
}

/* Puts what the library read into the facts. Returns 0 when there is more than the limits allow. */
static int gather(struct ipd_snmp_message *message) {
    const netsnmp_pdu *pdu = message->pdu;
    struct ipd_snmp_facts *facts = &message->facts;
    facts->version = pdu->version == SNMP_VERSION_1 ? 1 : pdu->version == SNMP_VERSION_2c ? 2 : 3;
    facts->kind = (uint8_t)pdu->command;
    facts->level = pdu->securityLevel == SNMP_SEC_LEVEL_AUTHPRIV ? 2 : pdu->securityLevel == SNMP_SEC_LEVEL_AUTHNOPRIV;
    facts->message_id = (int32_t)pdu->msgid;
    facts->request_id = (int32_t)pdu->reqid;
    facts->error_status = (int32_t)pdu->errstat;
    facts->error_index = (int32_t)pdu->errindex;
    facts->generic = (int32_t)pdu->trap_type;
    facts->specific = (int32_t)pdu->specific_type;
    facts->up_time = (uint32_t)pdu->time;
    memcpy(facts->agent_address, pdu->agent_addr, 4);
    if (pdu->enterprise && pdu->enterprise_length <= IPD_SNMP_NAME_LIMIT)
        for (size_t index = 0; index < pdu->enterprise_length; index++)
            facts->enterprise[facts->enterprise_count++] = (uint32_t)pdu->enterprise[index];
    facts->community = pdu->community;
    facts->community_count = pdu->community ? (uint32_t)pdu->community_len : 0;
    facts->context = (const uint8_t *)pdu->contextName;
    facts->context_count = pdu->contextName ? (uint32_t)pdu->contextNameLen : 0;
    if (facts->version == 3) {
        facts->engine_count
            = take(facts->engine, sizeof facts->engine, pdu->securityEngineID, pdu->securityEngineIDLen);
        facts->context_engine_count
            = take(facts->context_engine, sizeof facts->context_engine, pdu->contextEngineID, pdu->contextEngineIDLen);
        facts->user_count = take(facts->user, sizeof facts->user, pdu->securityName, pdu->securityNameLen);
    }
    for (const netsnmp_variable_list *each = pdu->variables; each; each = each->next_variable) {
        if (each->name_length > IPD_SNMP_NAME_LIMIT) return 0;
        if (++facts->variables > IPD_SNMP_VARIABLE_LIMIT) return 0;
    }
    message->next = pdu->variables;
    return 1;
}

/* Whether a refused message was still read so far that it says something: its kind, its number, its variables. */
static int is_readable(int32_t refusal) {
    return refusal <= IPD_SNMP_UNKNOWN_ENGINE && refusal >= IPD_SNMP_DECRYPTION;
}

struct ipd_snmp_message *ipd_snmp_read(
    const uint8_t *octets, uint32_t count, struct ipd_snmp_user *user, int32_t *error) {
    *error = IPD_SNMP_WRONG_THREAD;
    if (!ipd_snmp_is_here()) return NULL;
    struct ipd_snmp_head head;
    if ((*error = ipd_snmp_look(octets, count, &head)) != 0) return NULL;
    struct ipd_snmp_message *message = calloc(1, sizeof *message);
    u_char *copy = malloc(count);
    if (message) message->pdu = snmp_pdu_create(0);
    *error = IPD_SNMP_NO_MEMORY;
    if (!message || !copy || !message->pdu) {
        free(copy);
        ipd_snmp_message_destroy(message);
        return NULL;
    }
    /* The library blanks the digest where it stands. */
    memcpy(copy, octets, count);
    netsnmp_session session;
    ipd_snmp_session(&session, SNMP_DEFAULT_VERSION);
    ipd_snmp_user_enter(user);
    int result = snmp_parse(NULL, &session, message->pdu, copy, count);
    ipd_snmp_user_leave(user);
    free(copy);
    message->facts.refusal = ipd_snmp_error_of(result == -1 && session.s_snmp_errno ? session.s_snmp_errno : result);
    if (message->facts.refusal != 0 && !(head.version == 3 && is_readable(message->facts.refusal))) {
        *error = message->facts.refusal;
    } else if (!gather(message)) {
        *error = IPD_SNMP_TOO_MUCH;
    } else {
        *error = 0;
        return message;
    }
    ipd_snmp_message_destroy(message);
    return NULL;
}

static void free_state(netsnmp_pdu *pdu) {
    if (!pdu->securityStateRef) return;
    struct snmp_secmod_def *model = find_sec_mod(pdu->securityModel);
    if (model && model->pdu_free_state_ref) {
        (*model->pdu_free_state_ref)(pdu->securityStateRef);
        pdu->securityStateRef = NULL;
    }
}

void ipd_snmp_message_destroy(struct ipd_snmp_message *message) {
    if (!message) return;
    if (message->pdu) {
        free_state(message->pdu);
        if (message->pdu->community) explicit_bzero(message->pdu->community, message->pdu->community_len);
        snmp_free_pdu(message->pdu);
    }
    free(message);
}

const struct ipd_snmp_facts *ipd_snmp_message_facts(const struct ipd_snmp_message *message) {
    return &message->facts;
}

/* A value of one of the library's own types within Opaque, as octets in network order. */
static void scratch_value(
    struct ipd_snmp_message *message, const void *value, uint32_t count, struct ipd_snmp_variable *variable) {
    const uint8_t *octets = value;
    for (uint32_t index = 0; index < count; index++) message->scratch[index] = octets[count - 1 - index];
    variable->kind = ASN_OCTET_STR;
    variable->octets = message->scratch;
    variable->octet_count = count;
}

static void read_value(
    struct ipd_snmp_message *message, const netsnmp_variable_list *from, struct ipd_snmp_variable *variable) {
    variable->kind = from->type;
    switch (from->type) {
    case ASN_INTEGER:
        variable->integer = (int32_t)*from->val.integer;
        break;
    case ASN_UINTEGER:
        variable->kind = ASN_GAUGE;
        /* fall through */
    case ASN_COUNTER:
    case ASN_GAUGE:
    case ASN_TIMETICKS:
        variable->number = (uint32_t)*from->val.integer;
        break;
    case ASN_COUNTER64:
        variable->number = (uint64_t)(uint32_t)from->val.counter64->high << 32 | (uint32_t)from->val.counter64->low;
        break;
    case ASN_OBJECT_ID:
        for (size_t index = 0; index < from->val_len / sizeof(oid) && index < IPD_SNMP_NAME_LIMIT; index++)
            variable->value_name[variable->value_name_count++] = (uint32_t)from->val.objid[index];
        break;
    case ASN_NULL:
    case SNMP_NOSUCHOBJECT:
    case SNMP_NOSUCHINSTANCE:
    case SNMP_ENDOFMIBVIEW:
        break;
    case ASN_OPAQUE_FLOAT:
        scratch_value(message, from->val.floatVal, sizeof *from->val.floatVal, variable);
        break;
    case ASN_OPAQUE_DOUBLE:
        scratch_value(message, from->val.doubleVal, sizeof *from->val.doubleVal, variable);
        break;
    case ASN_OPAQUE_COUNTER64:
    case ASN_OPAQUE_U64:
    case ASN_OPAQUE_I64: {
        uint64_t wide
            = (uint64_t)(uint32_t)from->val.counter64->high << 32 | (uint32_t)from->val.counter64->low;
        scratch_value(message, &wide, sizeof wide, variable);
        break;
    }
    default:
        if (variable->kind != ASN_IPADDRESS) variable->kind = ASN_OCTET_STR;
        variable->octets = from->val.string;
        variable->octet_count = from->val.string ? (uint32_t)from->val_len : 0;
    }
}

int32_t ipd_snmp_message_next(struct ipd_snmp_message *message, struct ipd_snmp_variable *variable) {
    const netsnmp_variable_list *from = message->next;
    if (!from) return 0;
    message->next = from->next_variable;
    variable->integer = 0;
    variable->number = 0;
    variable->octets = NULL;
    variable->octet_count = 0;
    variable->value_name_count = 0;
    variable->name_count = 0;
    for (size_t index = 0; index < from->name_length && index < IPD_SNMP_NAME_LIMIT; index++)
        variable->name[variable->name_count++] = (uint32_t)from->name[index];
    read_value(message, from, variable);
    return 1;
}

int32_t ipd_snmp_respond(struct ipd_snmp_message *message, uint8_t *room, uint32_t room_count) {
    if (!ipd_snmp_is_here()) return IPD_SNMP_WRONG_THREAD;
    netsnmp_pdu *pdu = message->pdu;
    message->next = NULL;
    if (pdu->command != SNMP_MSG_INFORM) return IPD_SNMP_OTHER;
    pdu->command = SNMP_MSG_RESPONSE;
    pdu->errstat = 0;
    pdu->errindex = 0;
    pdu->flags &= ~UCD_MSG_FLAG_EXPECT_RESPONSE;
    netsnmp_session session;
    ipd_snmp_session(&session, pdu->version);
    return ipd_snmp_encode(&session, pdu, room, room_count);
}

static int library_error(int32_t refusal) {
    switch (refusal) {
    case IPD_SNMP_UNKNOWN_ENGINE: return SNMPERR_USM_UNKNOWNENGINEID;
    case IPD_SNMP_UNKNOWN_USER: return SNMPERR_USM_UNKNOWNSECURITYNAME;
    case IPD_SNMP_UNSUPPORTED_LEVEL: return SNMPERR_USM_UNSUPPORTEDSECURITYLEVEL;
    case IPD_SNMP_WRONG_DIGEST: return SNMPERR_USM_AUTHENTICATIONFAILURE;
    case IPD_SNMP_NOT_IN_TIME_WINDOW: return SNMPERR_USM_NOTINTIMEWINDOW;
    case IPD_SNMP_DECRYPTION: return SNMPERR_USM_DECRYPTIONERROR;
    default: return SNMPERR_GENERR;
    }
}

int32_t ipd_snmp_report(
    struct ipd_snmp_message *message, struct ipd_snmp_user *user, uint8_t *room, uint32_t room_count) {
    if (!ipd_snmp_is_here()) return IPD_SNMP_WRONG_THREAD;
    netsnmp_pdu *pdu = message->pdu;
    message->next = NULL;
    if (!(pdu->flags & SNMP_MSG_FLAG_RPRT_BIT)) return IPD_SNMP_OTHER;
    free_state(pdu);
    if (snmpv3_make_report(pdu, library_error(message->facts.refusal)) != SNMPERR_SUCCESS) return IPD_SNMP_OTHER;
    pdu->flags &= ~UCD_MSG_FLAG_EXPECT_RESPONSE;
    netsnmp_session session;
    ipd_snmp_session(&session, SNMP_VERSION_3);
    ipd_snmp_user_enter(user);
    int32_t result = ipd_snmp_encode(&session, pdu, room, room_count);
    ipd_snmp_user_leave(user);
    return result;
}
