/* A narrow header over Net-SNMP's library: nothing of its own headers is seen here. */
#ifndef IPD_CNETSNMP_H
#define IPD_CNETSNMP_H

#include <stdint.h>

/* The version of the library, such as "5.9.3". */
const char *ipd_snmp_version(void);

#endif
