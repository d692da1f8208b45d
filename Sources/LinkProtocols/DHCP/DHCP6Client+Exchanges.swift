import NetworkValues

/// The exchanges with servers (RFC 8415 18.2).
extension DHCP6Client {
    /// How often offered addresses are asked for (REQ_MAX_RC).
    private static var requestLimit: Int { 10 }
    /// When options are asked for again if the server says nothing, in seconds (IRT_DEFAULT), and the shortest time that
    /// it may say (IRT_MINIMUM).
    private static var refreshSeconds: (usual: UInt32, shortest: UInt32) { (86_400, 600) }

    mutating func timer(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        switch state {
        case .stopped: deadline = nil
        case .initializing, .informed:
            offered = nil
            if settings.mode == .inform {
                enter(.informing, .inform, now, &random)
            } else {
                enter(.soliciting, .solicit, now, &random)
            }
            send(now, &random)
        case .soliciting:
            if offered != nil, isSelectionOver(now) {
                request(now, &random, isOther: settings.selectedServer != nil)
            } else {
                send(now, &random)
            }
        case .requesting:
            if retransmission.attempts < Self.requestLimit { send(now, &random) } else { solicit(now, &random) }
        case .informing: send(now, &random)
        case .bound, .renewing, .rebinding: leaseTimer(now, &random)
        }
    }

    private mutating func leaseTimer(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        guard let lease else { return solicit(now, &random) }
        if let expires = lease.expiresAt, now >= expires {
            actions.append(.unconfigure)
            self.lease = nil
            solicit(now, &random)
        } else if let rebinds = lease.rebindsAt, now >= rebinds {
            if state != .rebinding { enter(.rebinding, .extend, now, &random) }
            send(now, &random)
        } else if let renews = lease.renewsAt, now >= renews {
            if state != .renewing { enter(.renewing, .extend, now, &random) }
            send(now, &random)
        } else if state == .rebinding {
            send(now, &random)
        } else {
            deadline = lease.nextAt
        }
    }

    private mutating func solicit(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        offered = nil
        enter(.soliciting, .solicit, now, &random)
        send(now, &random)
    }

    // MARK: Answers

    mutating func advertise(
        _ message: DHCP6Message, _ now: Timestamp, _ random: inout some RandomNumberGenerator
    ) {
        guard let association = association(in: message), !association.addresses.isEmpty else { return }
        if offered.map({ message.preference > $0.message.preference }) ?? true { offered = (message, association) }
        if let selected = settings.selectedServer {
            let vendor = DHCP6Lease.vendorOptions(message.options, enterprise: settings.enterprise)
            if selected.matches(vendor) {
                offered = (message, association)
                request(now, &random, isOther: false)
            } else if isSelectionOver(now) {
                request(now, &random, isOther: true)
            } else if let end = selectionEndsAt, let next = deadline {
                deadline = min(next, end)
            }
        } else if message.preference == 255 || retransmission.attempts > 1 {
            // The first pause gathers offers; behind it the first one is taken (RFC 8415 18.2.1).
            request(now, &random, isOther: false)
        }
    }

    mutating func reply(_ message: DHCP6Message, _ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        let association = association(in: message)
        if let status = [message.status, association?.status].compactMap(\.self).first(where: { !$0.isSuccess }) {
            actions.append(.refused(status))
            // "No binding" asks for a request; not so the others, and a new search does both (RFC 8415 18.2.10.1).
            if lease != nil { actions.append(.unconfigure) }
            lease = nil
            state = .initializing
            deadline = now.adding(seconds: 10)
            return
        }
        guard let association, !association.addresses.isEmpty else { return }
        let granted = DHCP6Lease(
            association, server: message.serverIdentifier ?? [], obtainedAt: now, options: message.options)
        if let before = lease, before.addresses.map(\.address) != granted.addresses.map(\.address) {
            actions.append(.unconfigure)
        }
        lease = granted
        offered = nil
        state = .bound
        deadline = granted.nextAt
        actions.append(.configure(granted))
    }

    mutating func informed(_ message: DHCP6Message, _ now: Timestamp) {
        let none = DHCP6Association(identifier: settings.association)
        let answer = DHCP6Lease(
            none, server: message.serverIdentifier ?? [], obtainedAt: now, options: message.options)
        state = .informed
        let told = message.options.number32(DHCP6OptionCode.informationRefreshTime)
        let seconds = max(told ?? Self.refreshSeconds.usual, Self.refreshSeconds.shortest)
        deadline = seconds == .max ? nil : now.adding(seconds: Int64(seconds))
        guard lease?.options != answer.options else { return }
        lease = answer
        actions.append(.options(answer))
    }

    /// Our association in a message; `nil` also when the message is broken there.
    private func association(in message: DHCP6Message) -> DHCP6Association? {
        do throws(DHCPError) { return try message.association(settings.association) } catch { return nil }
    }

    private var selectionEndsAt: Timestamp? {
        guard let selected = settings.selectedServer else { return beganAt }
        return selected.waitSeconds.map { beganAt.adding(seconds: $0) }
    }

    private func isSelectionOver(_ now: Timestamp) -> Bool {
        selectionEndsAt.map { $0 <= now } ?? false
    }

    // MARK: Sending

    private mutating func request(
        _ now: Timestamp, _ random: inout some RandomNumberGenerator, isOther: Bool
    ) {
        if isOther { actions.append(.selectedServerSilent) }
        enter(.requesting, .request, now, &random)
        send(now, &random)
    }

    mutating func send(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        let made: DHCP6Message
        switch state {
        case .soliciting: made = message(.solicit, [], nil, now)
        case .requesting:
            made = message(.request, offered?.association.addresses ?? [], offered?.message.serverIdentifier, now)
        case .renewing: made = message(.renew, lease?.addresses ?? [], lease?.server, now)
        case .rebinding: made = message(.rebind, lease?.addresses ?? [], nil, now)
        case .informing: made = message(.informationRequest, [], nil, now)
        case .stopped, .initializing, .bound, .informed: return
        }
        actions.append(.send(made))
        var next = now.adding(milliseconds: retransmission.next(&random))
        if state == .renewing, let end = lease?.rebindsAt { next = min(next, end) }
        if state == .renewing || state == .rebinding, let end = lease?.expiresAt { next = min(next, end) }
        if state == .soliciting, offered != nil, let end = selectionEndsAt, end > now { next = min(next, end) }
        deadline = next
    }

    func message(
        _ type: DHCP6MessageType, _ addresses: [DHCP6Association.Address], _ server: [UInt8]?, _ now: Timestamp
    ) -> DHCP6Message {
        var message = DHCP6Message(type, transactionID: transactionID)
        message.options.append(DHCP6OptionCode.clientIdentifier, identifier)
        if let server { message.options.append(DHCP6OptionCode.serverIdentifier, server) }
        let elapsed = UInt16(clamping: now.milliseconds(since: beganAt) / 10)
        message.options.append(
            DHCP6OptionCode.elapsedTime, [UInt8(elapsed >> 8), UInt8(truncatingIfNeeded: elapsed)])
        if type != .informationRequest {
            let association = DHCP6Association(identifier: settings.association, addresses: addresses)
            message.options.append(DHCP6OptionCode.association, association.encoded())
        }
        guard type != .release else { return message }
        var wanted: [UInt8] = []
        for code in DHCP6OptionCode.requested { wanted.append(number16: code) }
        message.options.append(DHCP6OptionCode.optionRequest, wanted)
        appendNames(to: &message)
        return message
    }

    /// Vendor class and host name. A host name of one label is sent as the part of a name (RFC 4704 4.2).
    private func appendNames(to message: inout DHCP6Message) {
        if !settings.vendorClass.isEmpty {
            let text = Array(settings.vendorClass.utf8.prefix(255))
            var value: [UInt8] = []
            value.append(number32: settings.enterprise)
            value.append(number16: UInt16(text.count))
            message.options.append(DHCP6OptionCode.vendorClass, value + text)
        }
        if !settings.hostName.isEmpty {
            let name = Array(settings.hostName.utf8.prefix(63))
            message.options.append(DHCP6OptionCode.hostName, [0, UInt8(name.count)] + name)
        }
    }
}
