#include "ipd_tls.h"

#include <limits.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

enum { alert_limit = 16, peer_limit = 16, session_limit = 16384 };

struct ipd_tls_context {
    SSL_CTX *context;
    int is_server;
    int requires_usage;
    uint8_t *protocols;
    size_t protocols_length;
};

struct ipd_tls {
    SSL *ssl;
    BIO *incoming, *outgoing;
    int requires_usage;
    int rejection;
    struct {
        int is_sent, level, number;
    } alerts[alert_limit];
    size_t alert_head, alert_count;
    ipd_view peers[peer_limit];
    size_t peer_count;
    uint8_t *session;
    size_t session_length;
    unsigned long error;
};

// The connection behind OpenSSL's own handle. The index is made once, before the first connection.
static int connection_index = -1;
static CRYPTO_ONCE connection_index_once = CRYPTO_ONCE_STATIC_INIT;
static void make_connection_index(void) { connection_index = SSL_get_ex_new_index(0, NULL, NULL, NULL, NULL); }

static ipd_tls *connection_of(const SSL *ssl) { return SSL_get_ex_data(ssl, connection_index); }

// MARK: Context

static void say(char *error, size_t room, const char *what) {
    if (room == 0) return;
    char reason[160] = "";
    unsigned long code = ERR_peek_last_error();
    if (code != 0) ERR_error_string_n(code, reason, sizeof reason);
    snprintf(error, room, "%s%s%s", what, code != 0 ? ": " : "", reason);
}

static X509 *certificate_of(ipd_view octets) {
    const uint8_t *start = octets.octets;
    if (octets.length > LONG_MAX) return NULL;
    return d2i_X509(NULL, &start, (long)octets.length);
}

static int add_identity(SSL_CTX *context, const ipd_tls_settings *settings) {
    const uint8_t *start = settings->key.octets;
    BIO *bio = BIO_new_mem_buf(start, (int)settings->key.length);
    PKCS8_PRIV_KEY_INFO *info = bio ? d2i_PKCS8_PRIV_KEY_INFO_bio(bio, NULL) : NULL;
    EVP_PKEY *key = info ? EVP_PKCS82PKEY(info) : NULL;
    int is_done = key != NULL;
    for (size_t index = 0; is_done && index < settings->chain_count; index++) {
        X509 *certificate = certificate_of(settings->chain[index]);
        if (certificate == NULL) {
            is_done = 0;
        } else if (index == 0) {
            is_done = SSL_CTX_use_certificate(context, certificate);
            X509_free(certificate);
        } else {
            is_done = SSL_CTX_add0_chain_cert(context, certificate);
            if (!is_done) X509_free(certificate);
        }
    }
    is_done = is_done && SSL_CTX_use_PrivateKey(context, key) && SSL_CTX_check_private_key(context);
    EVP_PKEY_free(key);
    PKCS8_PRIV_KEY_INFO_free(info);
    BIO_free(bio);
    return is_done;
}

static int add_trust(SSL_CTX *context, const ipd_tls_settings *settings) {
    X509_STORE *store = SSL_CTX_get_cert_store(context);
    for (size_t index = 0; index < settings->trusted_count; index++) {
        X509 *certificate = certificate_of(settings->trusted[index]);
        if (certificate == NULL) return 0;
        int is_done = X509_STORE_add_cert(store, certificate);
        // A server says whom it trusts, so that a client can choose.
        if (is_done && settings->is_server) SSL_CTX_add_client_CA(context, certificate);
        X509_free(certificate);
        if (!is_done) return 0;
    }
    // A certificate that is itself in the list is trusted, whoever signed it.
    unsigned long flags = X509_V_FLAG_PARTIAL_CHAIN;
    for (size_t index = 0; index < settings->revocation_count; index++) {
        const uint8_t *start = settings->revocations[index].octets;
        X509_CRL *list = d2i_X509_CRL(NULL, &start, (long)settings->revocations[index].length);
        if (list == NULL) return 0;
        int is_done = X509_STORE_add_crl(store, list);
        X509_CRL_free(list);
        if (!is_done) return 0;
        flags |= X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL;
    }
    X509_STORE_set_flags(store, flags);
    return !settings->uses_system_trust || SSL_CTX_set_default_verify_paths(context);
}

static int choose_protocol(
    SSL *ssl, const uint8_t **out, uint8_t *out_length, const uint8_t *in, unsigned in_length, void *argument) {
    (void)ssl;
    const ipd_tls_context *context = argument;
    int outcome = SSL_select_next_proto(
        (uint8_t **)out, out_length, context->protocols, (unsigned)context->protocols_length, in, in_length);
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

static void forget_peers(ipd_tls *tls) {
    for (size_t index = 0; index < tls->peer_count; index++) OPENSSL_free((void *)tls->peers[index].octets);
    tls->peer_count = 0;
}

static void keep_peer(ipd_tls *tls, X509 *certificate) {
    uint8_t *octets = NULL;
    if (tls->peer_count == peer_limit) return;
    int length = i2d_X509(certificate, &octets);
    if (length <= 0) return;
    tls->peers[tls->peer_count++] = (ipd_view){octets, (size_t)length};
}

// Without a revocation list for an issuer nothing is known of its certificates; that is no reason to refuse them.
static int judge(int is_good, X509_STORE_CTX *store) {
    if (is_good || X509_STORE_CTX_get_error(store) != X509_V_ERR_UNABLE_TO_GET_CRL) return is_good;
    X509_STORE_CTX_set_error(store, X509_V_OK);
    return 1;
}

static int verify(X509_STORE_CTX *store, void *argument) {
    (void)argument;
    SSL *ssl = X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
    ipd_tls *tls = connection_of(ssl);
    X509 *leaf = X509_STORE_CTX_get0_cert(store);
    forget_peers(tls);
    if (leaf != NULL) keep_peer(tls, leaf);
    STACK_OF(X509) *sent = X509_STORE_CTX_get0_untrusted(store);
    for (int index = 0; index < sk_X509_num(sent); index++) {
        X509 *certificate = sk_X509_value(sent, index);
        if (leaf == NULL || X509_cmp(certificate, leaf) != 0) keep_peer(tls, certificate);
    }
    X509_STORE_CTX_set_verify_cb(store, judge);
    int is_good = X509_verify_cert(store) == 1;
    // An extension that is there was checked already; here one that is missing counts (manual 4.7.2).
    if (is_good && tls->requires_usage && leaf != NULL && X509_check_issued(leaf, leaf) != X509_V_OK
        && X509_get_extended_key_usage(leaf) == UINT32_MAX) {
        X509_STORE_CTX_set_error(store, X509_V_ERR_INVALID_PURPOSE);
        is_good = 0;
    }
    tls->rejection = is_good ? X509_V_OK : X509_STORE_CTX_get_error(store);
    if (!is_good && tls->rejection == X509_V_OK) tls->rejection = X509_V_ERR_UNSPECIFIED;
    return is_good;
}

static int keep_session(SSL *ssl, SSL_SESSION *session) {
    ipd_tls *tls = connection_of(ssl);
    int length = i2d_SSL_SESSION(session, NULL);
    if (tls == NULL || length <= 0 || length > session_limit) return 0;
    uint8_t *octets = malloc((size_t)length), *end = octets;
    if (octets == NULL) return 0;
    i2d_SSL_SESSION(session, &end);
    if (tls->session != NULL) OPENSSL_cleanse(tls->session, tls->session_length);
    free(tls->session);
    tls->session = octets;
    tls->session_length = (size_t)length;
    return 0;
}

static void note(const SSL *ssl, int where, int value) {
    if (!(where & SSL_CB_ALERT)) return;
    ipd_tls *tls = connection_of(ssl);
    if (tls == NULL || tls->alert_count == alert_limit) return;
    size_t slot = (tls->alert_head + tls->alert_count++) % alert_limit;
    tls->alerts[slot].is_sent = (where & SSL_CB_WRITE) != 0;
    tls->alerts[slot].level = value >> 8;
    tls->alerts[slot].number = value & 0xff;
}

static const char *configure(SSL_CTX *context, ipd_tls_context *owner, const ipd_tls_settings *settings) {
    SSL_CTX_set_options(
        context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_SINGLE_DH_USE);
    SSL_CTX_set_mode(
        context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_security_level(context, settings->security_level);
    if (!SSL_CTX_set_min_proto_version(context, settings->least_version)
        || !SSL_CTX_set_max_proto_version(context, settings->greatest_version))
        return "the versions are not supported";
    if (!SSL_CTX_set_cipher_list(context, settings->ciphers) || !SSL_CTX_set_ciphersuites(context, settings->suites))
        return "the cipher suites are not supported";
    SSL_CTX_set_dh_auto(context, 1);
    if (settings->chain_count > 0 && !add_identity(context, settings)) return "the own certificate cannot be used";
    if (!add_trust(context, settings)) return "the trusted certificates cannot be used";
    int mode = SSL_VERIFY_NONE;
    if (settings->verifies) {
        mode = SSL_VERIFY_PEER;
        if (settings->is_server && settings->requires_peer) mode |= SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
        SSL_CTX_set_cert_verify_callback(context, verify, NULL);
    }
    SSL_CTX_set_verify(context, mode, NULL);
    static const uint8_t name[] = "ipdect-agent";
    SSL_CTX_set_session_id_context(context, name, sizeof name - 1);
    SSL_CTX_set_session_cache_mode(
        context, settings->is_server ? SSL_SESS_CACHE_SERVER : SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_cache_size(context, 1024);
    if (!settings->is_server) SSL_CTX_sess_set_new_cb(context, keep_session);
    SSL_CTX_set_info_callback(context, note);
    if (settings->protocols.length > 0) {
        owner->protocols = malloc(settings->protocols.length);
        if (owner->protocols == NULL) return "memory is short";
        memcpy(owner->protocols, settings->protocols.octets, settings->protocols.length);
        owner->protocols_length = settings->protocols.length;
        if (settings->is_server) {
            SSL_CTX_set_alpn_select_cb(context, choose_protocol, owner);
        } else if (SSL_CTX_set_alpn_protos(context, owner->protocols, (unsigned)owner->protocols_length) != 0) {
            return "the application protocols cannot be used";
        }
    }
    return NULL;
}

ipd_tls_context *ipd_tls_context_new(const ipd_tls_settings *settings, char *error, size_t error_room) {
    ERR_clear_error();
    ipd_tls_context *owner = calloc(1, sizeof *owner);
    SSL_CTX *context = SSL_CTX_new(settings->is_server ? TLS_server_method() : TLS_client_method());
    if (owner == NULL || context == NULL) {
        say(error, error_room, "memory is short");
        free(owner);
        SSL_CTX_free(context);
        return NULL;
    }
    owner->context = context;
    owner->is_server = settings->is_server;
    owner->requires_usage = settings->requires_usage;
    CRYPTO_THREAD_run_once(&connection_index_once, make_connection_index);
    const char *problem = configure(context, owner, settings);
    if (problem != NULL) {
        say(error, error_room, problem);
        ipd_tls_context_free(owner);
        owner = NULL;
    }
    ERR_clear_error();
    return owner;
}

void ipd_tls_context_free(ipd_tls_context *context) {
    if (context == NULL) return;
    SSL_CTX_free(context->context);
    free(context->protocols);
    free(context);
}

size_t ipd_tls_context_ciphers(const ipd_tls_context *context, char *names, size_t room) {
    STACK_OF(SSL_CIPHER) *ciphers = SSL_CTX_get_ciphers(context->context);
    size_t length = 0;
    for (int index = 0; index < sk_SSL_CIPHER_num(ciphers); index++) {
        const char *name = SSL_CIPHER_get_name(sk_SSL_CIPHER_value(ciphers, index));
        int written = snprintf(names + length, room - length, "%s%s", length > 0 ? ":" : "", name);
        if (written < 0 || (size_t)written >= room - length) break;
        length += (size_t)written;
    }
    return length;
}

// MARK: Connection

ipd_tls *ipd_tls_new(
    ipd_tls_context *context, const char *server_name, const char *checked_name, const uint8_t *checked_address,
    size_t address_length) {
    ipd_tls *tls = calloc(1, sizeof *tls);
    if (tls == NULL) return NULL;
    tls->requires_usage = context->requires_usage;
    tls->ssl = SSL_new(context->context);
    tls->incoming = BIO_new(BIO_s_mem());
    tls->outgoing = BIO_new(BIO_s_mem());
    if (tls->ssl == NULL || tls->incoming == NULL || tls->outgoing == NULL) {
        BIO_free(tls->incoming);
        BIO_free(tls->outgoing);
        SSL_free(tls->ssl);
        free(tls);
        return NULL;
    }
    // An empty buffer is no end of the stream.
    BIO_set_mem_eof_return(tls->incoming, -1);
    BIO_set_mem_eof_return(tls->outgoing, -1);
    SSL_set_bio(tls->ssl, tls->incoming, tls->outgoing);
    SSL_set_ex_data(tls->ssl, connection_index, tls);
    int is_done = 1;
    if (context->is_server) {
        SSL_set_accept_state(tls->ssl);
    } else {
        SSL_set_connect_state(tls->ssl);
        if (server_name != NULL) is_done = SSL_set_tlsext_host_name(tls->ssl, server_name) == 1;
    }
    X509_VERIFY_PARAM *parameters = SSL_get0_param(tls->ssl);
    if (is_done && checked_name != NULL) {
        X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        is_done = X509_VERIFY_PARAM_set1_host(parameters, checked_name, 0);
    } else if (is_done && checked_address != NULL) {
        is_done = X509_VERIFY_PARAM_set1_ip(parameters, checked_address, address_length);
    }
    if (!is_done) {
        ipd_tls_free(tls);
        return NULL;
    }
    return tls;
}

void ipd_tls_free(ipd_tls *tls) {
    if (tls == NULL) return;
    forget_peers(tls);
    if (tls->session != NULL) OPENSSL_cleanse(tls->session, tls->session_length);
    free(tls->session);
    SSL_free(tls->ssl);
    free(tls);
}

int ipd_tls_feed(ipd_tls *tls, const uint8_t *octets, size_t length) {
    while (length > 0) {
        int part = length > INT_MAX ? INT_MAX : (int)length;
        int written = BIO_write(tls->incoming, octets, part);
        if (written <= 0) return 0;
        octets += written;
        length -= (size_t)written;
    }
    return 1;
}

size_t ipd_tls_waiting(ipd_tls *tls) { return BIO_ctrl_pending(tls->outgoing); }

size_t ipd_tls_drain(ipd_tls *tls, uint8_t *out, size_t room) {
    int read = BIO_read(tls->outgoing, out, room > INT_MAX ? INT_MAX : (int)room);
    return read > 0 ? (size_t)read : 0;
}

// What a call that returned `outcome` means.
static int meaning(ipd_tls *tls, int outcome) {
    switch (SSL_get_error(tls->ssl, outcome)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE: return ipd_tls_wants_more;
    case SSL_ERROR_ZERO_RETURN: return ipd_tls_ended;
    default:
        tls->error = ERR_peek_last_error();
        return ipd_tls_failed;
    }
}

int ipd_tls_handshake(ipd_tls *tls) {
    ERR_clear_error();
    int outcome = SSL_do_handshake(tls->ssl);
    return outcome == 1 ? 1 : meaning(tls, outcome);
}

long ipd_tls_read(ipd_tls *tls, uint8_t *out, size_t room) {
    ERR_clear_error();
    size_t read = 0;
    int outcome = SSL_read_ex(tls->ssl, out, room, &read);
    return outcome == 1 ? (long)read : meaning(tls, outcome);
}

long ipd_tls_write(ipd_tls *tls, const uint8_t *octets, size_t length) {
    ERR_clear_error();
    size_t written = 0;
    int outcome = SSL_write_ex(tls->ssl, octets, length, &written);
    return outcome == 1 ? (long)written : meaning(tls, outcome);
}

void ipd_tls_end(ipd_tls *tls) {
    ERR_clear_error();
    if (SSL_is_init_finished(tls->ssl)) SSL_shutdown(tls->ssl);
    ERR_clear_error();
}

size_t ipd_tls_reason(ipd_tls *tls, char *text, size_t room) {
    if (room == 0) return 0;
    const char *reason = tls->error != 0 ? ERR_reason_error_string(tls->error) : NULL;
    snprintf(text, room, "%s", reason != NULL ? reason : "the connection ended");
    return strlen(text);
}

int ipd_tls_alert(ipd_tls *tls, int *is_sent, int *level, int *number) {
    if (tls->alert_count == 0) return 0;
    *is_sent = tls->alerts[tls->alert_head].is_sent;
    *level = tls->alerts[tls->alert_head].level;
    *number = tls->alerts[tls->alert_head].number;
    tls->alert_head = (tls->alert_head + 1) % alert_limit;
    tls->alert_count--;
    return 1;
}

// MARK: Facts

int ipd_tls_rejection(const ipd_tls *tls) { return tls->rejection; }

size_t ipd_tls_peer_count(const ipd_tls *tls) { return tls->peer_count; }

ipd_view ipd_tls_peer(const ipd_tls *tls, size_t index) {
    return index < tls->peer_count ? tls->peers[index] : (ipd_view){NULL, 0};
}

const char *ipd_tls_version(const ipd_tls *tls) { return SSL_get_version(tls->ssl); }

const char *ipd_tls_cipher(const ipd_tls *tls) {
    const SSL_CIPHER *cipher = SSL_get_current_cipher(tls->ssl);
    const char *name = cipher != NULL ? SSL_CIPHER_standard_name(cipher) : NULL;
    return name != NULL ? name : "";
}

ipd_view ipd_tls_protocol(const ipd_tls *tls) {
    const uint8_t *octets = NULL;
    unsigned length = 0;
    SSL_get0_alpn_selected(tls->ssl, &octets, &length);
    return (ipd_view){octets, length};
}

const char *ipd_tls_server_name(const ipd_tls *tls) {
    return SSL_get_servername(tls->ssl, TLSEXT_NAMETYPE_host_name);
}

int ipd_tls_is_resumed(const ipd_tls *tls) { return SSL_session_reused(tls->ssl); }

ipd_view ipd_tls_session(const ipd_tls *tls) { return (ipd_view){tls->session, tls->session_length}; }

int ipd_tls_offer(ipd_tls *tls, const uint8_t *session, size_t length) {
    SSL_SESSION *kept = length <= session_limit ? d2i_SSL_SESSION(NULL, &session, (long)length) : NULL;
    int is_done = kept != NULL && SSL_SESSION_is_resumable(kept) && SSL_set_session(tls->ssl, kept);
    SSL_SESSION_free(kept);
    ERR_clear_error();
    return is_done;
}
