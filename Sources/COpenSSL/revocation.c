// Reading revocation lists (RFC 5280 5).
#include "certificate_support.h"

#include <openssl/err.h>
#include <time.h>

// The opaque type of the header is OpenSSL's own.
static X509_CRL *list_of(const ipd_revocations *list) {
    return (X509_CRL *)(uintptr_t)list;
}

ipd_revocations *ipd_revocations_read(const uint8_t *der, size_t length) {
    if (length > INT32_MAX) return NULL;
    ERR_set_mark();
    const uint8_t *end = der;
    X509_CRL *list = d2i_X509_CRL(NULL, &end, (long)length);
    if (list != NULL && end != der + length) {
        X509_CRL_free(list);
        list = NULL;
    }
    ERR_pop_to_mark();
    return (ipd_revocations *)list;
}

void ipd_revocations_free(ipd_revocations *list) {
    X509_CRL_free(list_of(list));
}

ipd_octets ipd_revocations_issuer(const ipd_revocations *list) {
    ERR_set_mark();
    ipd_octets text = ipd_name_text(X509_CRL_get_issuer(list_of(list)));
    ERR_pop_to_mark();
    return text;
}

int64_t ipd_revocations_time(const ipd_revocations *list, int next) {
    const ASN1_TIME *time = next ? X509_CRL_get0_nextUpdate(list_of(list)) : X509_CRL_get0_lastUpdate(list_of(list));
    struct tm parts = {0};
    ERR_set_mark();
    int64_t seconds = time != NULL && ASN1_TIME_to_tm(time, &parts) == 1 ? (int64_t)timegm(&parts) : INT64_MIN;
    ERR_pop_to_mark();
    return seconds;
}

size_t ipd_revocations_count(const ipd_revocations *list) {
    int count = sk_X509_REVOKED_num(X509_CRL_get_REVOKED(list_of(list)));
    return count > 0 ? (size_t)count : 0;
}

int ipd_revocations_is_partial(const ipd_revocations *list) {
    return X509_CRL_get_ext_by_NID(list_of(list), NID_delta_crl, -1) >= 0 ||
           X509_CRL_get_ext_by_NID(list_of(list), NID_issuing_distribution_point, -1) >= 0;
}
