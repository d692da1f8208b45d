#include "CNetSNMP.h"

#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>
#include <net-snmp/version.h>

const char *ipd_snmp_version(void) {
    return netsnmp_get_version();
}
