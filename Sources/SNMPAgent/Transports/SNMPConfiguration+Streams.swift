extension SNMPConfiguration {
    /// The ports for streams, and who may come over them.
    var streams: StreamSettings {
        var settings = StreamSettings(limits: agent.streamLimits, requestsPerSource: agent.requestsPerSource)
        guard agent.isEnabled else { return settings }
        if agent.usesTCP {
            settings.listeners += agent.addresses.map { StreamSettings.Listener(address: $0, port: agent.port) }
        }
        if tls.isEnabled {
            settings.listeners += agent.addresses.map {
                StreamSettings.Listener(address: $0, port: tls.port, usesTLS: true)
            }
            settings.rules = certificateRules
        }
        return settings
    }

    /// Who may come over TLS.
    var certificateRules: CertificateMapper.Rules {
        CertificateMapper.Rules(rows: certificates, usesPrefix: tls.usesPrefix)
    }
}
