import NetworkValues

/// From a lease to the next (RFC 2131 4.4.5).
extension DHCPClient {
    mutating func ack(_ message: DHCPMessage, _ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        guard let granted = DHCPLease(message, vlan: vlan, now: now) else { return }
        // An address that was not asked for is another conversation's.
        if let asked = wanted ?? lease, asked.address != granted.address { return }
        guard !moves(for: granted, now, &random) else { return }
        let before = lease
        lease = granted
        wanted = nil
        fallback = nil
        provisionalAt = nil
        state = .bound
        deadline = granted.renewsAt
        if before?.address != granted.address, before != nil { actions.append(.unconfigure) }
        actions.append(.configure(granted, isProvisional: false))
        if settings.keepsLease { actions.append(.save(granted)) }
    }

    mutating func nak(_ message: DHCPMessage, _ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        let server = message.options.address(DHCPOptionCode.serverIdentifier)
        // Only the server that was asked may refuse, where one was.
        if state == .requesting, let asked = wanted?.server, let server, asked != server { return }
        actions.append(.note(.refused(server: server, message.options.text(DHCPOptionCode.message) ?? "")))
        let wasRequesting = state == .requesting
        dropLease()
        guard !wasRequesting else {
            // A server that offers and refuses would otherwise be asked without end.
            pause(seconds: 10, now)
            return
        }
        if followsVLAN { go(toVLAN: settings.configuredVLAN) }
        discover(now, &random)
    }

    mutating func leaseTimer(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        guard let lease, let rebinds = lease.rebindsAt, let expires = lease.expiresAt else {
            deadline = nil
            return
        }
        if now >= expires {
            actions.append(.note(.expired(lease.address)))
            dropLease()
            discover(now, &random)
        } else if now >= rebinds {
            if state != .rebinding { begin(transaction: now, &random) }
            state = .rebinding
            sendRenewal(lease, to: nil, until: expires, now)
        } else {
            if state != .renewing { begin(transaction: now, &random) }
            state = .renewing
            sendRenewal(lease, to: lease.server, until: rebinds, now)
        }
    }

    mutating func informed(_ message: DHCPMessage, _ now: Timestamp) {
        guard case .inform(let address) = settings.mode else { return }
        let answer = DHCPLease(
            address: address, server: message.options.address(DHCPOptionCode.serverIdentifier), leaseSeconds: nil,
            obtainedAt: now, vlan: vlan, options: message.options)
        state = .informed
        deadline = now.adding(seconds: settings.informIntervalSeconds)
        guard lease?.options != answer.options else { return }
        lease = answer
        actions.append(.options(answer))
    }
}
