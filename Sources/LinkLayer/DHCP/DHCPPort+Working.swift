import Glibc
import LinkProtocols
import NetworkValues
import Snapshot

/// Opening, sending, and what the client says.
extension DHCPPort {
    // MARK: The channel

    /// Begins, or tries again, if there is a link and no other client.
    func begin(_ now: Timestamp) {
        retryAt = nil
        guard hasLink, !isStopped, client != nil else { return }
        guard !isStarted || channel == nil else { return }
        if !isAwaitingVLAN, channel == nil { reopen(now) }
        guard channel != nil || isAwaitingVLAN else { return }
        if !isStarted {
            isStarted = true
            tell(.start, now)
        }
        tell(.linkUp, now)
    }

    /// Opens the channel, and sends what waited for it.
    func reopen(_ now: Timestamp) {
        isRefused = false
        problem = nil
        if configured == nil, let reason = check.evidence(for: interface, wall: now.adding(milliseconds: wallOffset)) {
            return refuse(reason, now)
        }
        do throws(DHCPPortError) {
            channel = try open(interface)
        } catch {
            if error.errno == EADDRINUSE {
                return refuse(HostClientCheck.portTaken(DHCPFilter.clientPort, interface), now)
            }
            complain("\(error)", now)
            problem = error.description
            retryAt = now.adding(seconds: Self.retrySeconds.usual)
            return
        }
        if let (message, server) = parked {
            parked = nil
            transmit(message, to: server, now)
        }
    }

    private func refuse(_ reason: String, _ now: Timestamp) {
        isRefused = true
        problem = reason
        complain(reason, now)
        retryAt = now.adding(seconds: Self.retrySeconds.refused)
    }

    func closeChannel() {
        channel = nil
        probe.cancel()
    }

    /// After the interface was made anew: what was in use or asked about there.
    func restore(_ now: Timestamp) {
        if let (lease, isProvisional) = configured {
            outputs.append(.configure(LeaseConfiguration(lease), lease, isProvisional: isProvisional))
        } else if let pending {
            probe.begin(pending.lease.address, now: now, using: &random)
        }
    }

    // MARK: Telling

    /// A note for people, once while it stays the same.
    func complain(_ text: String, _ now: Timestamp) {
        guard text != lastComplaint else { return }
        lastComplaint = text
        note(text, now)
    }

    func note(_ text: String, _ now: Timestamp) {
        notes.add(text, at: now.adding(milliseconds: wallOffset))
        outputs.append(.note(text))
    }

    // MARK: The client

    func tell(_ event: DHCPClient.Event, _ now: Timestamp) {
        guard let actions = client?.handle(event, now: now, using: &random) else { return }
        for action in actions { perform(action, now) }
    }

    func take(packet octets: [UInt8], _ isChecksumOpen: Bool, _ now: Timestamp) {
        let message: DHCPMessage
        do {
            let packet = try UDPPacket(octets, isChecksumOpen: isChecksumOpen)
            guard packet.targetPort == DHCPFilter.clientPort, packet.sourcePort == DHCPFilter.serverPort else { return }
            message = try DHCPMessage(packet.payload.span)
        } catch {
            counters.malformed += 1
            complain("a packet on \(interface.name) is no answer of a DHCP server: \(error)", now)
            return
        }
        counters.received += 1
        guard let actions = client?.receive(message, now: now, using: &random) else { return }
        for action in actions { perform(action, now) }
    }

    private func perform(_ action: DHCPClient.Action, _ now: Timestamp) {
        switch action {
        case .send(let message, let server):
            if channel != nil { transmit(message, to: server, now) } else { parked = (message, server) }
        case .setVLAN(let vlan):
            closeChannel()
            isAwaitingVLAN = true
            parked = nil
            outputs.append(.setVLAN(vlan))
        case .configure(let lease, let isProvisional): use(lease, isProvisional, now)
        case .options(let lease): outputs.append(.options(lease))
        case .unconfigure:
            probe.cancel()
            pending = nil
            if let (lease, _) = configured { outputs.append(.unconfigure(LeaseConfiguration(lease))) }
            configured = nil
        case .save(let lease): outputs.append(.save(lease?.moved(by: wallOffset).text))
        case .note(let note): self.note(note.description, now)
        }
    }

    /// Uses a lease: at once when its address is in use already, else when nobody else uses it.
    private func use(_ lease: DHCPLease, _ isProvisional: Bool, _ now: Timestamp) {
        if let before = configured?.lease, before.address == lease.address {
            let old = LeaseConfiguration(before)
            let new = LeaseConfiguration(lease)
            if old.addresses[0].prefixLength != new.addresses[0].prefixLength || old.routes != new.routes {
                outputs.append(.unconfigure(old))
            }
            configured = (lease, isProvisional)
            outputs.append(.configure(new, lease, isProvisional: isProvisional))
            return
        }
        pending = (lease, isProvisional)
        if probe.probed != lease.address { probe.begin(lease.address, now: now, using: &random) }
    }

    func take(_ actions: [AddressProbe.Action], _ now: Timestamp) {
        for action in actions {
            switch action {
            case .send(let packet):
                guard let channel else { continue }
                count(channel.sendARP(packet.encoded), now)
            case .isFree:
                guard let (lease, isProvisional) = pending else { continue }
                pending = nil
                configured = (lease, isProvisional)
                outputs.append(.configure(LeaseConfiguration(lease), lease, isProvisional: isProvisional))
            case .isTaken(let address, let hardware):
                note("\(hardware) uses \(address), too", now)
                tell(.conflict, now)
            }
        }
    }

    // MARK: Sending

    /// Sends a message to its server, or to everybody; also to everybody when the host finds no way to the server.
    private func transmit(_ message: DHCPMessage, to server: IPAddress?, _ now: Timestamp) {
        guard let channel else { return }
        let octets = message.encoded()
        if let server, configured != nil, channel.send(octets, to: server) == 0 {
            counters.sent += 1
            return
        }
        let packet = UDPPacket(
            from: message.clientAddress, DHCPFilter.clientPort, to: .v4(.max), DHCPFilter.serverPort, octets)
        if count(channel.broadcast(packet.encoded), now) { counters.sent += 1 }
    }

    @discardableResult
    private func count(_ code: Int32, _ now: Timestamp) -> Bool {
        guard code != 0 else { return true }
        counters.sendFailures += 1
        complain("cannot send on \(interface.name): \(String(cString: strerror(code)))", now)
        return false
    }
}
