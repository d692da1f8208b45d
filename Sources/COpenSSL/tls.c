#include "tls_support.h"

#include <limits.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

// MARK: What all connections share

static int connection_index = -1;
static BIO_METHOD *method;
static CRYPTO_ONCE preparation = CRYPTO_ONCE_STATIC_INIT;

ipd_tls *ipd_tls_of(const SSL *ssl) { return SSL_get_ex_data(ssl, connection_index); }

// OpenSSL takes its ciphertext right out of the buffer that came from the socket.
static int take(BIO *bio, char *out, int room) {
    ipd_tls *tls = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    size_t length = tls->incoming.length;
    if (length == 0) {
        // Nothing is no end of the stream.
        BIO_set_retry_read(bio);
        return -1;
    }
    if (length > (size_t)room) length = (size_t)room;
    memcpy(out, tls->incoming.octets, length);
    tls->incoming.octets += length;
    tls->incoming.length -= length;
    return (int)length;
}

static int spill(ipd_tls *tls, const char *octets, size_t length) {
    size_t needed = tls->spill_length + length;
    if (needed > tls->spill_room) {
        size_t room = needed < 4096 ? 4096 : needed * 2;
        uint8_t *larger = realloc(tls->spill, room);
        if (larger == NULL) return 0;
        tls->spill = larger;
        tls->spill_room = room;
    }
    memcpy(tls->spill + tls->spill_length, octets, length);
    tls->spill_length = needed;
    return 1;
}

// And puts it where it goes to the socket from.
static int put(BIO *bio, const char *octets, int length) {
    ipd_tls *tls = BIO_get_data(bio);
    BIO_clear_retry_flags(bio);
    if (length <= 0) return 0;
    if (tls->spill_length > 0 || tls->outgoing_room - tls->outgoing_length < (size_t)length)
        return spill(tls, octets, (size_t)length) ? length : -1;
    memcpy(tls->outgoing + tls->outgoing_length, octets, (size_t)length);
    tls->outgoing_length += (size_t)length;
    return length;
}

static long control(BIO *bio, int command, long number, void *pointer) {
    (void)bio, (void)number, (void)pointer;
    return command == BIO_CTRL_FLUSH;
}

static void prepare(void) {
    connection_index = SSL_get_ex_new_index(0, NULL, NULL, NULL, NULL);
    int kind = BIO_get_new_index();
    method = kind == -1 ? NULL : BIO_meth_new(kind | BIO_TYPE_SOURCE_SINK, "lent buffers");
    if (method == NULL) return;
    BIO_meth_set_read(method, take);
    BIO_meth_set_write(method, put);
    BIO_meth_set_ctrl(method, control);
}

int ipd_tls_prepare(void) {
    return CRYPTO_THREAD_run_once(&preparation, prepare) && connection_index >= 0 && method != NULL;
}

// MARK: Connection

ipd_tls *ipd_tls_new(
    ipd_tls_context *context, const char *server_name, const char *checked_name, const uint8_t *checked_address,
    size_t address_length) {
    ipd_tls *tls = calloc(1, sizeof *tls);
    if (tls == NULL) return NULL;
    tls->is_server = context->is_server;
    tls->requires_usage = context->requires_usage;
    tls->ssl = SSL_new(context->context);
    BIO *bio = BIO_new(method);
    int has_pinned = context->pinned_length == 0 || (tls->pinned = malloc(context->pinned_length)) != NULL;
    if (tls->ssl == NULL || bio == NULL || !has_pinned) {
        BIO_free(bio);
        SSL_free(tls->ssl);
        free(tls->pinned);
        free(tls);
        return NULL;
    }
    if (context->pinned_length > 0) memcpy(tls->pinned, context->pinned, context->pinned_length);
    tls->pinned_length = context->pinned_length;
    BIO_set_data(bio, tls);
    BIO_set_init(bio, 1);
    SSL_set_bio(tls->ssl, bio, bio);
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
    ipd_tls_forget_peers(tls);
    if (tls->session != NULL) OPENSSL_cleanse(tls->session, tls->session_length);
    free(tls->session);
    free(tls->spill);
    free(tls->pinned);
    SSL_free(tls->ssl);
    free(tls);
}

size_t ipd_tls_waiting(const ipd_tls *tls) { return tls->spill_length - tls->spill_start; }

size_t ipd_tls_drain(ipd_tls *tls, uint8_t *out, size_t room) {
    size_t length = ipd_tls_waiting(tls);
    if (length > room) length = room;
    if (length == 0) return 0;
    memcpy(out, tls->spill + tls->spill_start, length);
    tls->spill_start += length;
    if (ipd_tls_waiting(tls) == 0) {
        // Little of it is ever needed after the handshake.
        free(tls->spill);
        tls->spill = NULL;
        tls->spill_start = tls->spill_length = tls->spill_room = 0;
    }
    return length;
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

// Lends the caller's ciphertext to the step under way, and gives back what the step has left of it.
static void lend(ipd_tls *tls, const ipd_view *incoming) {
    ERR_clear_error();
    tls->incoming = *incoming;
}

static void give_back(ipd_tls *tls, ipd_view *incoming) {
    *incoming = tls->incoming;
    tls->incoming = (ipd_view){NULL, 0};
}

int ipd_tls_handshake(ipd_tls *tls, ipd_view *incoming) {
    lend(tls, incoming);
    int outcome = SSL_do_handshake(tls->ssl);
    int result = outcome == 1 ? 1 : meaning(tls, outcome);
    give_back(tls, incoming);
    // A session that is resumed, or a peer that is not checked, has not come through the check of the chain.
    if (result == 1 && tls->peer_count == 0)
        ipd_tls_keep_peers(tls, SSL_get0_peer_certificate(tls->ssl), SSL_get_peer_cert_chain(tls->ssl));
    return result;
}

long ipd_tls_read(ipd_tls *tls, ipd_view *incoming, uint8_t *out, size_t room) {
    lend(tls, incoming);
    size_t read = 0;
    int outcome = SSL_read_ex(tls->ssl, out, room, &read);
    long result = outcome == 1 ? (long)read : meaning(tls, outcome);
    give_back(tls, incoming);
    return result;
}

long ipd_tls_write(ipd_tls *tls, const uint8_t *octets, size_t length, uint8_t *out, size_t *out_length) {
    ERR_clear_error();
    tls->outgoing = out;
    tls->outgoing_room = *out_length;
    tls->outgoing_length = 0;
    size_t written = 0;
    int outcome = SSL_write_ex(tls->ssl, octets, length, &written);
    long result = outcome == 1 ? (long)written : meaning(tls, outcome);
    *out_length = tls->outgoing_length;
    tls->outgoing = NULL;
    tls->outgoing_room = tls->outgoing_length = 0;
    return result;
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

int ipd_tls_rejection(const ipd_tls *tls, size_t *place) {
    *place = tls->rejected;
    return tls->rejection;
}

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

ipd_view ipd_tls_session(ipd_tls *tls) {
    if (!tls->session_is_new) return (ipd_view){NULL, 0};
    tls->session_is_new = 0;
    return (ipd_view){tls->session, tls->session_length};
}

int ipd_tls_offer(ipd_tls *tls, const uint8_t *session, size_t length) {
    SSL_SESSION *kept = length <= session_limit ? d2i_SSL_SESSION(NULL, &session, (long)length) : NULL;
    int is_done = kept != NULL && SSL_SESSION_is_resumable(kept) && SSL_set_session(tls->ssl, kept);
    SSL_SESSION_free(kept);
    ERR_clear_error();
    return is_done;
}
