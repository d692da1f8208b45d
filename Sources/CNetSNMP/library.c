#include "internal.h"

#include <net-snmp/version.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* init_snmp of the library also reads configuration files and MIBs, sets the locale of the process and looks for network
 * interfaces. Here its steps are taken one by one, and only those that the security model needs. */

static int is_started;
static pthread_t owner;
static uint32_t engines;

const char *ipd_snmp_version(void) {
    return netsnmp_get_version();
}

int ipd_snmp_is_here(void) {
    return is_started && pthread_equal(owner, pthread_self());
}

/* Engine ID and boots can be set by their configuration lines only. */
static int run_line(const char *token, char *value) {
    struct config_line *line = read_config_get_handlers("ipdect");
    while (line && strcasecmp(line->config_token, token) != 0) line = line->next;
    if (!line || !line->parse_line) return 0;
    (*line->parse_line)(token, value);
    return 1;
}

static int32_t set_engine(const uint8_t *engine, uint32_t count, uint32_t boots) {
    if (count < 5 || count > IPD_SNMP_ENGINE_LIMIT || boots == 0 || boots > INT32_MAX) return IPD_SNMP_TOO_MUCH;
    char line[8 + 2 * IPD_SNMP_ENGINE_LIMIT];
    int used = snprintf(line, sizeof line, "0x");
    for (uint32_t index = 0; index < count; index++)
        used += snprintf(line + used, sizeof line - (size_t)used, "%02x", engine[index]);
    if (!run_line("exactEngineID", line)) return IPD_SNMP_OTHER;
    /* The library counts one more than it is told: it takes the number for that of the last start. */
    snprintf(line, sizeof line, "%u", boots - 1);
    if (!run_line("engineBoots", line)) return IPD_SNMP_OTHER;
    u_char set[IPD_SNMP_ENGINE_LIMIT + 1];
    if (snmpv3_get_engineID(set, sizeof set) != count || memcmp(set, engine, count) != 0) return IPD_SNMP_OTHER;
    set_enginetime(engine, count, snmpv3_local_snmpEngineBoots(), snmpv3_local_snmpEngineTime(), TRUE);
    return 0;
}

int32_t ipd_snmp_start(const uint8_t *engine, uint32_t count) {
    if (is_started) return ipd_snmp_is_here() ? 0 : IPD_SNMP_WRONG_THREAD;
    snmp_disable_log();
    netsnmp_register_loghandler(NETSNMP_LOGHANDLER_NONE, LOG_EMERG);
    netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DONT_READ_CONFIGS, 1);
    netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DONT_PERSIST_STATE, 1);
    netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DISABLE_CONFIG_LOAD, 1);
    netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DISABLE_PERSISTENT_LOAD, 1);
    netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DISABLE_PERSISTENT_SAVE, 1);
    /* Nobody asks us for our engine ID but by a Report (RFC 5343 is for agents). */
    netsnmp_ds_set_boolean(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_NO_DISCOVERY, 1);
    netsnmp_ds_set_string(NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_APPTYPE, "ipdect");
    netsnmp_session session;
    snmp_sess_init(&session);
    netsnmp_container_init_list();
    init_callbacks();
    snmp_init_statistics();
    init_snmpv3("ipdect");
    owner = pthread_self();
    is_started = 1;
    int32_t result = set_engine(engine, count, 1);
    /* These draw the random salts of the ciphers. */
    snmp_call_callbacks(SNMP_CALLBACK_LIBRARY, SNMP_CALLBACK_POST_PREMIB_READ_CONFIG, NULL);
    snmp_call_callbacks(SNMP_CALLBACK_LIBRARY, SNMP_CALLBACK_POST_READ_CONFIG, NULL);
    return result;
}

int32_t ipd_snmp_own_engine(const uint8_t *engine, uint32_t count, uint32_t boots) {
    if (!ipd_snmp_is_here()) return IPD_SNMP_WRONG_THREAD;
    u_char set[IPD_SNMP_ENGINE_LIMIT + 1];
    size_t set_count = snmpv3_get_engineID(set, sizeof set);
    if (set_count == count && memcmp(set, engine, count) == 0 && snmpv3_local_snmpEngineBoots() == boots) return 0;
    return set_engine(engine, count, boots);
}

int32_t ipd_snmp_engine_learn(const uint8_t *engine, uint32_t count, uint32_t boots, uint32_t time) {
    if (!ipd_snmp_is_here()) return IPD_SNMP_WRONG_THREAD;
    if (count == 0 || count > IPD_SNMP_ENGINE_LIMIT) return IPD_SNMP_TOO_MUCH;
    u_int known_boots, known_time;
    if (get_enginetime(engine, count, &known_boots, &known_time, FALSE) != SNMPERR_SUCCESS) {
        /* The library never frees an engine. */
        if (engines >= IPD_SNMP_ENGINES_LIMIT) return IPD_SNMP_TOO_MUCH;
        engines++;
    }
    return set_enginetime(engine, count, boots, time, FALSE) == SNMPERR_SUCCESS ? 0 : IPD_SNMP_NO_MEMORY;
}

void ipd_snmp_engine_forget(const uint8_t *engine, uint32_t count) {
    u_int boots, time;
    if (!ipd_snmp_is_here() || count == 0 || count > IPD_SNMP_ENGINE_LIMIT) return;
    if (get_enginetime(engine, count, &boots, &time, FALSE) != SNMPERR_SUCCESS) return;
    /* free_enginetime of 5.9.3 frees the IDs of a whole chain and leaves it in place: it must not be called. */
    set_enginetime(engine, count, 0, 0, TRUE);
}

int32_t ipd_snmp_error_of(int error) {
    switch (error) {
    case SNMPERR_SUCCESS: return 0;
    case SNMPERR_UNKNOWN_ENG_ID:
    case SNMPERR_USM_UNKNOWNENGINEID: return IPD_SNMP_UNKNOWN_ENGINE;
    case SNMPERR_UNKNOWN_USER_NAME:
    case SNMPERR_USM_UNKNOWNSECURITYNAME: return IPD_SNMP_UNKNOWN_USER;
    case SNMPERR_UNSUPPORTED_SEC_LEVEL:
    case SNMPERR_USM_UNSUPPORTEDSECURITYLEVEL: return IPD_SNMP_UNSUPPORTED_LEVEL;
    case SNMPERR_AUTHENTICATION_FAILURE:
    case SNMPERR_USM_AUTHENTICATIONFAILURE: return IPD_SNMP_WRONG_DIGEST;
    case SNMPERR_NOT_IN_TIME_WINDOW:
    case SNMPERR_USM_NOTINTIMEWINDOW: return IPD_SNMP_NOT_IN_TIME_WINDOW;
    case SNMPERR_DECRYPTION_ERR:
    case SNMPERR_USM_DECRYPTIONERROR: return IPD_SNMP_DECRYPTION;
    case SNMPERR_MALLOC: return IPD_SNMP_NO_MEMORY;
    case SNMPERR_BAD_VERSION: return IPD_SNMP_VERSION;
    case SNMPERR_TOO_LONG: return IPD_SNMP_TOO_MUCH;
    default: return IPD_SNMP_MALFORMED;
    }
}

void ipd_snmp_session(netsnmp_session *session, long version) {
    snmp_sess_init(session);
    session->version = version;
    session->securityModel = SNMP_SEC_MODEL_USM;
    session->rcvMsgMaxSize = IPD_SNMP_MESSAGE_LIMIT;
    session->sndMsgMaxSize = IPD_SNMP_MESSAGE_LIMIT;
    /* An authoritative session believes only in engines and users that are known, and learns none by itself: a datagram
     * from anywhere must not make the library remember something. */
    session->isAuthoritative = SNMP_SESS_AUTHORITATIVE;
}
