public import Faults
import NetworkValues

/// Devices of a system that runs already: feeds watch them. Their own masters gave them their places, so the core knows
/// neither RFPI nor tree of them, and makes none up.
extension SiteState {
    mutating func find(_ mac: MACAddress, name: String, _ report: DeviceReport) throws(SiteRefusal) {
        guard let index = indexByMAC[mac], let position = position(ofIndex: index) else {
            answer(try introduce(mac, name: name, report))
            return
        }
        let radio = site.radios[position]
        guard radio.isWatched else { throw .wrongRegistration(mac, radio.registration) }
        try setName(position, name)
        if radio.report != report {
            site.radios[position].report = report
            touch(position)
        }
        if radio.registration == .registered { hear(position) } else { answer(position) }
    }

    /// A device that should be there, and has not answered since the start.
    mutating func expect(_ mac: MACAddress, name: String, _ report: DeviceReport) throws(SiteRefusal) {
        if let index = indexByMAC[mac], let position = position(ofIndex: index) {
            throw .wrongRegistration(mac, site.radios[position].registration)
        }
        reportSilence(try introduce(mac, name: name, report))
    }

    private mutating func introduce(
        _ mac: MACAddress, name: String, _ report: DeviceReport
    ) throws(SiteRefusal) -> Int {
        guard details.count < Int(Self.radioListLimit) else { throw .radioLimit(Self.radioListLimit) }
        try Self.check(name: name)
        insert(mac, report)
        let position = site.radios.count - 1
        site.radios[position].isWatched = true
        site.radios[position].sync.state = .unknown
        site.radios[position].sync.color = .grey
        let device = site.radios[position].deviceID
        site.watchedDevices.insert(device)
        // What a former run of the agent raised stands until a feed says otherwise; it does not time out any more.
        if standingAlarms[device] != nil { effects.append(.objectReturned(device)) }
        try setName(position, name)
        evaluateStaticLimit()
        return position
    }

    mutating func forget(_ mac: MACAddress) throws(SiteRefusal) {
        let position = try watchedPosition(mac)
        log(.configChanges, position, "\(site.radios[position].name) is watched no longer")
        remove(position)
        evaluateStaticLimit()
    }

    /// What a device or its master says of its air synchronization.
    mutating func takeAir(_ mac: MACAddress, _ state: SyncState, _ cause: SyncLossCause?) throws(SiteRefusal) {
        let position = try watchedPosition(mac)
        let radio = site.radios[position]
        guard radio.registration == .registered else { throw .wrongRegistration(mac, radio.registration) }
        hear(position)
        guard radio.sync.state != state else { return }
        site.radios[position].sync.state = state
        let isLost = state == .unsynchronized
        let code = radio.report.model == .ipbl ? FaultCode.syncLost : .rfpUnsynchronized
        let source = radio.report.model == .ipbl ? SiteSource.gatewaySync : SiteSource.radio
        if isLost {
            site.radios[position].sync.lostCount &+= 1
            site.radios[position].sync.lastLossCause = cause
            let reason = cause.map { ": \($0.explanation)" } ?? ""
            raise(code, position, source, "\(radio.name) lost its synchronization\(reason)")
        } else if state != .unknown {
            clear(code, position, source)
        }
        site.radios[position].sync.color = isLost ? .red : state == .unknown ? .grey : .green
        log(.dectRadio, position, "\(radio.name) is \(isLost ? "not " : "")synchronized")
        touch(position)
    }

    mutating func fallSilentWatched(_ position: Int) throws(SiteRefusal) {
        let radio = site.radios[position]
        guard radio.registration == .registered else { throw .wrongRegistration(radio.mac, radio.registration) }
        site.radios[position].connectedSince = nil
        details[position].reportsRestartAt = nil
        reportSilence(position)
    }

    mutating func restartWatched(_ position: Int, unexpected: Bool) {
        let radio = site.radios[position]
        standingAlarms[radio.deviceID] = nil
        effects.append(.objectRestarted(radio.deviceID))
        site.radios[position].registration = .registered
        site.radios[position].connectedSince = now
        site.radios[position].sync.lostCount = 0
        site.radios[position].sync.lastLossCause = nil
        forgetAir(position)
        hear(position)
        if unexpected {
            let time = now.adding(seconds: Self.restartReportSeconds)
            details[position].reportsRestartAt = time
            deadlines.add(.restartReport(radio.index), at: time)
        }
        log(.dectRadio, position, "\(radio.name) restarted\(unexpected ? " unexpectedly" : "")")
    }

    /// Refuses what only a system's own master can do.
    func requireManaged(_ position: Int) throws(SiteRefusal) {
        guard !site.radios[position].isWatched else { throw .watchedOnly(site.radios[position].mac) }
    }

    private mutating func reportSilence(_ position: Int) {
        site.radios[position].registration = .staticLost
        forgetAir(position)
        let name = site.radios[position].name
        raise(.masterRadioRegistrationDown, position, SiteSource.master, "\(name) does not answer")
        log(.dectRadio, position, "\(name) does not answer")
    }

    /// A watched device answers, for the first time or again.
    private mutating func answer(_ position: Int) {
        site.radios[position].registration = .registered
        site.radios[position].connectedSince = now
        clear(.masterRadioRegistrationDown, position, SiteSource.master)
        hear(position)
        touch(position)
        log(.dectRadio, position, "\(site.radios[position].name) answers")
    }

    private static func check(name: String) throws(SiteRefusal) {
        guard name.utf8.count <= 64 else { throw .outOfRange(expected: "a name of at most 64 octets", got: name) }
    }

    private mutating func setName(_ position: Int, _ name: String) throws(SiteRefusal) {
        try Self.check(name: name)
        guard !name.isEmpty, name != site.radios[position].name, indexByName[name] == nil else { return }
        rename(position, to: name)
        touch(position)
    }

    private mutating func forgetAir(_ position: Int) {
        site.radios[position].sync.state = .unknown
        site.radios[position].sync.color = .grey
        touch(position)
    }

    private func watchedPosition(_ mac: MACAddress) throws(SiteRefusal) -> Int {
        let position = try position(mac)
        let radio = site.radios[position]
        guard radio.isWatched else { throw .wrongRegistration(mac, radio.registration) }
        return position
    }
}

extension SiteSnapshot {
    /// Whether what is told of a device comes from a simulation.
    public func isSimulated(_ device: DeviceID) -> Bool {
        device != .agent && !watchedDevices.contains(device) && configuration?.isSimulated ?? false
    }
}
