import NetworkValues

/// What a client sends, and when it sends it again (RFC 2131 4.1 and table 5).
extension DHCPClient {
    /// The longest message that it takes: what fits into a frame. Servers that know it need not cut options (manual I.5).
    private static var messageSize: UInt16 { 1500 }

    mutating func begin(transaction now: Timestamp, _ random: inout some RandomNumberGenerator) {
        transactionID = UInt32.random(in: 1...UInt32.max, using: &random)
        beganAt = now
        attempts = 0
    }

    /// The pause before the next attempt: 4 s, doubled up to 64 s, each a second longer or shorter at random.
    private mutating func pauseMilliseconds(_ random: inout some RandomNumberGenerator) -> Int64 {
        let seconds = Int64(4) << Int64(min(attempts, 4))
        attempts += 1
        return seconds * 1000 + Int64.random(in: -1000...1000, using: &random)
    }

    private func message(_ type: DHCPMessageType, _ now: Timestamp) -> DHCPMessage {
        var message = DHCPMessage(type, transactionID: transactionID, hardwareAddress: settings.hardwareAddress)
        message.seconds = UInt16(clamping: now.milliseconds(since: beganAt) / 1000)
        message.options[DHCPOptionCode.clientIdentifier] = [1] + settings.hardwareAddress.octets
        return message
    }

    /// A message that wants an answer with options in it.
    private func asking(_ type: DHCPMessageType, _ now: Timestamp) -> DHCPMessage {
        var message = message(type, now)
        message.isBroadcast = settings.wantsBroadcast
        message.options.set(DHCPOptionCode.maximumMessageSize, number16: Self.messageSize)
        if !settings.vendorClass.isEmpty {
            message.options[DHCPOptionCode.vendorClass] = Array(settings.vendorClass.utf8.prefix(255))
        }
        if !settings.hostName.isEmpty {
            message.options[DHCPOptionCode.hostName] = Array(settings.hostName.utf8.prefix(63))
        }
        message.options[DHCPOptionCode.parameterRequestList] = DHCPOptionCode.requested
        return message
    }

    mutating func sendDiscover(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        actions.append(.send(asking(.discover, now), to: nil))
        deadline = now.adding(milliseconds: pauseMilliseconds(&random))
        if fallback != nil, let end = selectionEndsAt, let next = deadline { deadline = min(next, end) }
    }

    mutating func sendRequest(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        guard let wanted else { return }
        var message = asking(.request, now)
        message.options[DHCPOptionCode.requestedAddress] = wanted.address.octets
        message.options[DHCPOptionCode.serverIdentifier] = wanted.server?.octets
        actions.append(.send(message, to: nil))
        deadline = now.adding(milliseconds: pauseMilliseconds(&random))
    }

    /// Asks for a lease from before the restart: with the address, without a server (RFC 2131 4.3.2).
    mutating func sendReboot(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        guard let wanted else { return }
        var message = asking(.request, now)
        message.options[DHCPOptionCode.requestedAddress] = wanted.address.octets
        actions.append(.send(message, to: nil))
        if let provisionalAt {
            deadline = min(now.adding(milliseconds: pauseMilliseconds(&random)), provisionalAt)
        } else {
            deadline = now.adding(seconds: Self.rebootSeconds)
        }
    }

    /// Asks for the lease in use, and again after half of what is left, but not before a minute (RFC 2131 4.4.5).
    mutating func sendRenewal(_ lease: DHCPLease, to server: IPAddress?, until end: Timestamp, _ now: Timestamp) {
        var message = asking(.request, now)
        message.isBroadcast = false
        message.clientAddress = lease.address
        actions.append(.send(message, to: server))
        let next = now.adding(milliseconds: max(60_000, end.milliseconds(since: now) / 2))
        deadline = min(next, end)
    }

    mutating func sendInform(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        guard case .inform(let address) = settings.mode else { return }
        var message = asking(.inform, now)
        message.isBroadcast = false
        message.clientAddress = address
        actions.append(.send(message, to: nil))
        deadline = now.adding(milliseconds: pauseMilliseconds(&random))
    }

    mutating func sendRelease(_ lease: DHCPLease, _ now: Timestamp) {
        var message = message(.release, now)
        message.clientAddress = lease.address
        message.options[DHCPOptionCode.serverIdentifier] = lease.server?.octets
        actions.append(.send(message, to: lease.server))
    }

    mutating func sendDecline(_ lease: DHCPLease, _ now: Timestamp) {
        var message = message(.decline, now)
        message.options[DHCPOptionCode.requestedAddress] = lease.address.octets
        message.options[DHCPOptionCode.serverIdentifier] = lease.server?.octets
        actions.append(.send(message, to: nil))
    }
}
