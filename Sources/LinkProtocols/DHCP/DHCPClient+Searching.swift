import NetworkValues

/// From nothing to a lease (RFC 2131 4.4.1 to 4.4.2).
extension DHCPClient {
    /// How long a lease from before the restart is asked for before it is used without an answer, and how often after
    /// that, in seconds (manual I.6).
    static var rebootSeconds: Int64 { 30 }
    /// How often an offered lease is asked for.
    private static var requestLimit: Int { 4 }

    mutating func discover(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        state = .selecting
        wanted = nil
        fallback = nil
        provisionalAt = nil
        begin(transaction: now, &random)
        sendDiscover(now, &random)
    }

    mutating func reboot(_ known: DHCPLease, _ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        state = .rebooting
        wanted = known
        fallback = nil
        if followsVLAN { go(toVLAN: known.vlan) }
        begin(transaction: now, &random)
        provisionalAt = now.adding(seconds: Self.rebootSeconds)
        sendReboot(now, &random)
    }

    /// Whether a lease may say which VLAN to use.
    var followsVLAN: Bool {
        !isVLANFixed && !ignoresVLAN && !settings.policy.ignoresVLAN && !settings.policy.ignoresVendorOptions
    }

    mutating func timer(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        guard let deadline, deadline <= now else { return }
        switch state {
        case .stopped: self.deadline = nil
        case .initializing: discover(now, &random)
        case .selecting: selectingTimer(now, &random)
        case .requesting:
            if attempts < Self.requestLimit { sendRequest(now, &random) } else { discover(now, &random) }
        case .rebooting: rebootingTimer(now, &random)
        case .bound, .renewing, .rebinding: leaseTimer(now, &random)
        case .informing: sendInform(now, &random)
        case .informed:
            state = .informing
            begin(transaction: now, &random)
            sendInform(now, &random)
        }
    }

    private mutating func selectingTimer(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        if let fallback, isSelectionOver(now) {
            actions.append(.note(.selectedServerSilent))
            accept(fallback, now, &random)
        } else {
            sendDiscover(now, &random)
        }
    }

    private mutating func rebootingTimer(_ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        if let provisionalAt, provisionalAt <= now, let wanted {
            self.provisionalAt = nil
            if lease == nil {
                lease = wanted
                actions.append(.note(.usingSavedLease(wanted.address)))
                actions.append(.configure(wanted, isProvisional: true))
            }
        }
        sendReboot(now, &random)
    }

    // MARK: Offers

    /// When the wait for the selected server is over; `nil` for never.
    var selectionEndsAt: Timestamp? {
        settings.selectedServer?.waitSeconds.map { beganAt.adding(seconds: $0) }
    }

    private func isSelectionOver(_ now: Timestamp) -> Bool {
        selectionEndsAt.map { $0 <= now } ?? false
    }

    mutating func offer(_ message: DHCPMessage, _ now: Timestamp, _ random: inout some RandomNumberGenerator) {
        guard let offered = DHCPLease(message, vlan: vlan, now: now) else { return }
        if let selected = settings.selectedServer, !selected.matches(offered.vendorOptions), !isSelectionOver(now) {
            if fallback == nil { fallback = offered }
            if let end = selectionEndsAt, let next = deadline { deadline = min(next, end) }
            return
        }
        accept(offered, now, &random)
    }

    private mutating func accept(
        _ offered: DHCPLease, _ now: Timestamp, _ random: inout some RandomNumberGenerator
    ) {
        guard !moves(for: offered, now, &random) else { return }
        wanted = offered
        state = .requesting
        attempts = 0
        sendRequest(now, &random)
    }

    /// Goes to the VLAN that a lease names and begins to search there, if it is another one. Returns whether it did.
    mutating func moves(
        for lease: DHCPLease, _ now: Timestamp, _ random: inout some RandomNumberGenerator
    ) -> Bool {
        guard followsVLAN, let named = lease.vendorOptions.vlan, named != vlan else { return false }
        guard named <= 4094 else {
            actions.append(.note(.reservedVLAN(named)))
            return false
        }
        guard vlanRestarts < settings.vlanRestartLimit else {
            ignoresVLAN = true
            actions.append(.note(.vlanLoop(staying: vlan, refused: named)))
            return false
        }
        vlanRestarts += 1
        actions.append(.note(.vlanChange(from: vlan, to: named)))
        if self.lease != nil { dropLease() }
        go(toVLAN: named)
        discover(now, &random)
        return true
    }
}
