/* What the files of this shim share. */
#ifndef IPD_CNETSNMP_INTERNAL_H
#define IPD_CNETSNMP_INTERNAL_H

#include "CNetSNMP.h"

#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>

/* Whether this is the library's thread. */
int ipd_snmp_is_here(void);

struct ipd_snmp_user {
    struct usmUser *user;
};

/* The library finds users in one list of the process. A user stands in it only while a message of his is built or
 * read, so that two devices, or two attempts with other passwords, never see one another's keys. */
void ipd_snmp_user_enter(struct ipd_snmp_user *user);
void ipd_snmp_user_leave(struct ipd_snmp_user *user);

/* Builds what `pdu` holds into `room`. Returns the octets, or an error. */
int32_t ipd_snmp_encode(netsnmp_session *session, netsnmp_pdu *pdu, uint8_t *room, uint32_t room_count);

/* One of our errors for one of the library's. */
int32_t ipd_snmp_error_of(int error);

/* A session that only carries values: no socket, no list. */
void ipd_snmp_session(netsnmp_session *session, long version);

#endif
