#include "internal.h"

#include <stdlib.h>
#include <string.h>

int32_t ipd_snmp_encode(netsnmp_session *session, netsnmp_pdu *pdu, uint8_t *room, uint32_t room_count) {
    size_t capacity = 2048, octets = 0;
    u_char *packet = malloc(capacity);
    if (!packet) return IPD_SNMP_NO_MEMORY;
    int result = snmp_build(&packet, &capacity, &octets, session, pdu);
    int32_t outcome;
    if (result != 0) {
        outcome = session->s_snmp_errno ? ipd_snmp_error_of(session->s_snmp_errno) : IPD_SNMP_OTHER;
        if (outcome == 0) outcome = IPD_SNMP_OTHER;
    } else if (octets > room_count || octets > IPD_SNMP_MESSAGE_LIMIT) {
        outcome = IPD_SNMP_TOO_MUCH;
    } else {
        /* The library builds from the end of the packet backwards. */
        memcpy(room, packet + capacity - octets, octets);
        outcome = (int32_t)octets;
    }
    free(packet);
    return outcome;
}

static int add_names(netsnmp_pdu *pdu, const struct ipd_snmp_request *request) {
    const uint32_t *part = request->parts;
    for (uint32_t index = 0; index < request->names; index++) {
        oid name[IPD_SNMP_NAME_LIMIT];
        uint32_t count = request->counts[index];
        if (count < 2 || count > IPD_SNMP_NAME_LIMIT) return 0;
        for (uint32_t position = 0; position < count; position++) name[position] = *part++;
        if (!snmp_add_null_var(pdu, name, count)) return 0;
    }
    return 1;
}

static char *text_of(const uint8_t *octets, uint32_t count) {
    char *text = calloc(1, (size_t)count + 1);
    if (text && count) memcpy(text, octets, count);
    return text;
}

/* The fields of version 3. Without a user: empty name, no engine, so that a Report tells the engine ID. */
static int32_t add_security(netsnmp_pdu *pdu, const struct ipd_snmp_request *request, struct ipd_snmp_user *user) {
    if (request->context_count > IPD_SNMP_CONTEXT_LIMIT) return IPD_SNMP_TOO_MUCH;
    pdu->msgid = request->message_id;
    pdu->securityModel = SNMP_SEC_MODEL_USM;
    pdu->contextName = text_of(request->context, request->context_count);
    if (!pdu->contextName) return IPD_SNMP_NO_MEMORY;
    pdu->contextNameLen = request->context_count;
    pdu->securityLevel = SNMP_SEC_LEVEL_NOAUTH;
    pdu->securityName = strdup(user ? user->user->secName : "");
    if (!pdu->securityName) return IPD_SNMP_NO_MEMORY;
    pdu->securityNameLen = strlen(pdu->securityName);
    if (!user) return 0;
    if (user->user->authKey) pdu->securityLevel = SNMP_SEC_LEVEL_AUTHNOPRIV;
    if (user->user->privKey) pdu->securityLevel = SNMP_SEC_LEVEL_AUTHPRIV;
    if (snmpv3_clone_engineID(
            &pdu->securityEngineID, &pdu->securityEngineIDLen, user->user->engineID, user->user->engineIDLen) == 0)
        return IPD_SNMP_NO_MEMORY;
    return 0;
}

static int32_t fill(netsnmp_pdu *pdu, const struct ipd_snmp_request *request, struct ipd_snmp_user *user) {
    pdu->version = request->version == 1 ? SNMP_VERSION_1 : request->version == 2 ? SNMP_VERSION_2c : SNMP_VERSION_3;
    pdu->reqid = request->request_id;
    pdu->errstat = 0;
    pdu->errindex = 0;
    if (request->kind == IPD_SNMP_GETBULK) {
        pdu->non_repeaters = 0;
        pdu->max_repetitions = request->repetitions;
    }
    if (request->names > IPD_SNMP_VARIABLE_LIMIT || !add_names(pdu, request)) return IPD_SNMP_TOO_MUCH;
    if (request->version == 3) return add_security(pdu, request, user);
    if (request->community_count > IPD_SNMP_COMMUNITY_LIMIT) return IPD_SNMP_TOO_MUCH;
    pdu->community = (u_char *)text_of(request->community, request->community_count);
    pdu->community_len = request->community_count;
    return pdu->community ? 0 : IPD_SNMP_NO_MEMORY;
}

int32_t ipd_snmp_build(
    const struct ipd_snmp_request *request, struct ipd_snmp_user *user, uint8_t *room, uint32_t room_count) {
    if (!ipd_snmp_is_here()) return IPD_SNMP_WRONG_THREAD;
    if (request->version < 1 || request->version > 3) return IPD_SNMP_VERSION;
    netsnmp_pdu *pdu = snmp_pdu_create(request->kind);
    if (!pdu) return IPD_SNMP_NO_MEMORY;
    int32_t result = fill(pdu, request, user);
    if (result == 0) {
        netsnmp_session session;
        ipd_snmp_session(&session, pdu->version);
        ipd_snmp_user_enter(user);
        result = ipd_snmp_encode(&session, pdu, room, room_count);
        ipd_snmp_user_leave(user);
    }
    if (pdu->community) explicit_bzero(pdu->community, pdu->community_len);
    snmp_free_pdu(pdu);
    return result;
}
