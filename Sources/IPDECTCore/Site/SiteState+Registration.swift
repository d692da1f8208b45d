import Faults
import NetworkValues

/// Radios that come and go (manual 4.11.1).
extension SiteState {
    mutating func announce(_ mac: MACAddress, _ report: DeviceReport) throws(SiteRefusal) {
        try requireRadio(report.model)
        if let index = indexByMAC[mac], let position = position(ofIndex: index) {
            let registration = site.radios[position].registration
            guard registration == .uninitialized else { throw .wrongRegistration(mac, registration) }
            try take(report, at: position)
            hear(position)
            return
        }
        guard details.count < Int(Self.radioListLimit) else { throw .radioLimit(Self.radioListLimit) }
        insert(mac, report)
        evaluateStaticLimit()
    }

    mutating func add(_ mac: MACAddress, name: String, _ settings: SyncSettings) throws(SiteRefusal) {
        let position = try position(mac)
        let radio = site.radios[position]
        guard radio.registration == .uninitialized else { throw .wrongRegistration(mac, radio.registration) }
        guard serves(.pariMaster) else { throw .noMirror(.pariMaster) }
        guard let configuration = site.configuration else {
            throw .outOfRange(expected: "a configured system", got: "none")
        }
        // All gateways are sync masters of region 0 (manual 4.6.36).
        let settings = radio.report.model == .ipbl ? SyncSettings(mode: .master) : settings
        try check(settings, of: position)
        if !name.isEmpty, let owner = indexByName[name], owner != radio.index {
            throw .outOfRange(expected: "a name that no other radio has", got: name)
        }
        guard name.utf8.count <= 64 else { throw .outOfRange(expected: "a name of at most 64 octets", got: name) }
        let limits = configuration.systemID.radioLimits(pariMaster: configuration.pariMasterModel)
        let limit = radio.report.model == .ipbl ? limits.gateways : limits.baseStations
        guard addedCount(like: radio.report.model) < limit else { throw .radioLimit(limit) }
        guard let place = pool.claim(radio.report.model.rfpiCount, for: radio.index) else {
            throw .radioLimit(UInt32(details.count { $0.rfpiPosition != nil }))
        }
        details[position].rfpiPosition = place
        site.radios[position].rfpi = configuration.systemID.rfpi(at: place)
        if !name.isEmpty { rename(position, to: name) }
        site.radios[position].sync.settings = settings
        site.radios[position].registration = .staticLost
        joinRegion(position)
        touch(position)
        log(.configChanges, position, "\(site.radios[position].name) was added in region \(settings.region)")
    }

    mutating func register(_ mac: MACAddress, _ report: DeviceReport) throws(SiteRefusal) {
        let position = try position(mac)
        try requireManaged(position)
        switch site.radios[position].registration {
        case .uninitialized:
            throw .wrongRegistration(mac, .uninitialized)
        case .registered:
            try take(report, at: position)
            hear(position)
        case .staticLost:
            guard serves(.pariMaster) else { throw .noMirror(.pariMaster) }
            try take(report, at: position)
            connect(position)
        }
    }

    mutating func fallSilent(_ mac: MACAddress) throws(SiteRefusal) {
        let position = try position(mac)
        if site.radios[position].isWatched { return try fallSilentWatched(position) }
        switch site.radios[position].registration {
        case .uninitialized:
            remove(position)
            evaluateStaticLimit()
        case .staticLost:
            throw .wrongRegistration(mac, .staticLost)
        case .registered:
            disconnect(position)
        }
    }

    mutating func restart(_ mac: MACAddress, unexpected: Bool) throws(SiteRefusal) {
        let position = try position(mac)
        if site.radios[position].isWatched { return restartWatched(position, unexpected: unexpected) }
        switch site.radios[position].registration {
        case .uninitialized:
            throw .wrongRegistration(mac, .uninitialized)
        case .staticLost:
            guard serves(.pariMaster) else { throw .noMirror(.pariMaster) }
            site.radios[position].registration = .registered
        case .registered:
            releaseCalls(of: position, tryingHandover: false)
            leaveAir(position)
            site.radios[position].sync.candidates = []
        }
        let device = site.radios[position].deviceID
        standingAlarms[device] = nil
        effects.append(.objectRestarted(device))
        site.radios[position].traffic = RadioTraffic()
        site.radios[position].sync.lostCount = 0
        site.radios[position].sync.lastLossCause = nil
        begin(position)
        if unexpected {
            let time = now.adding(seconds: Self.restartReportSeconds)
            details[position].reportsRestartAt = time
            deadlines.add(.restartReport(site.radios[position].index), at: time)
        }
        log(.dectRadio, position, "\(site.radios[position].name) restarted\(unexpected ? " unexpectedly" : "")")
    }

    mutating func delete(_ mac: MACAddress) throws(SiteRefusal) {
        let position = try position(mac)
        let radio = site.radios[position]
        guard radio.registration == .staticLost else { throw .wrongRegistration(mac, radio.registration) }
        log(.configChanges, position, "\(radio.name) was deleted")
        remove(position)
        evaluateStaticLimit()
    }

    mutating func setLocation(_ mac: MACAddress, id: String, description: String) throws(SiteRefusal) {
        let position = try position(mac)
        try Self.checkLocation(id: id, description: description)
        site.radios[position].locationID = id
        site.radios[position].locationDescription = description
        touch(position)
        log(.configChanges, position, "the location of \(site.radios[position].name) was set to '\(id)'")
    }

    /// Refuses a location that is too long.
    static func checkLocation(id: String, description: String) throws(SiteRefusal) {
        guard id.utf8.count <= Radio.locationLimit, description.utf8.count <= Radio.locationDescriptionLimit else {
            throw .outOfRange(
                expected: "at most \(Radio.locationLimit) and \(Radio.locationDescriptionLimit) octets",
                got: "\(id.utf8.count) and \(description.utf8.count)")
        }
    }

    mutating func reportRestart(_ position: Int) {
        details[position].reportsRestartAt = nil
        report(.cmdRestart, position, SiteSource.command, "\(site.radios[position].name) restarted unexpectedly")
    }

    // MARK: Steps

    /// A radio that is added connected.
    private mutating func connect(_ position: Int) {
        site.radios[position].registration = .registered
        clear(.masterRadioRegistrationDown, position, SiteSource.master)
        begin(position)
        log(.dectRadio, position, "\(site.radios[position].name) registered")
    }

    /// A radio starts to work: it searches for its source.
    private mutating func begin(_ position: Int) {
        site.radios[position].connectedSince = now
        hear(position)
        startAir(position)
        touch(position)
    }

    /// A registered radio is gone.
    private mutating func disconnect(_ position: Int) {
        let radio = site.radios[position]
        releaseCalls(of: position, tryingHandover: false)
        site.radios[position].registration = .staticLost
        site.radios[position].connectedSince = nil
        details[position].reportsRestartAt = nil
        leaveAir(position)
        setSearch(position, seconds: nil)
        elect(radio.sync.settings.region)
        touch(position)
        raise(.masterRadioRegistrationDown, position, SiteSource.master, "the registration of \(radio.name) is down")
        log(.dectRadio, position, "\(radio.name) no longer answers")
    }

    private mutating func take(_ report: DeviceReport, at position: Int) throws(SiteRefusal) {
        let model = site.radios[position].report.model
        guard report.model == model else {
            throw .outOfRange(expected: "a report of an \(model.namePrefix)", got: report.model.namePrefix)
        }
        guard site.radios[position].report != report else { return }
        site.radios[position].report = report
        touch(position)
    }

    private func requireRadio(_ model: DeviceModel) throws(SiteRefusal) {
        guard model.hasRadio else {
            throw .outOfRange(expected: "a device with a radio", got: model.namePrefix)
        }
    }

    // MARK: The list

    mutating func insert(_ mac: MACAddress, _ report: DeviceReport) {
        var name = "\(HardwareName(report.model, mac))"
        // Devices of different makers can end alike.
        if indexByName[name] != nil { name = "\(report.model.namePrefix)-\(mac.description.replacing(":", with: "-"))" }
        let radio = Radio(
            index: nextIndex, mac: mac, name: name, report: report, callLimit: report.model.callLimit, at: now)
        nextIndex += 1
        indexByMAC[mac] = radio.index
        indexByName[name] = radio.index
        indexes.append(radio.index)
        if departures.removeValue(forKey: radio.deviceID) != nil {
            effects.append(.objectReturned(radio.deviceID))
            effects.append(.objectRestarted(radio.deviceID))
        }
        details.append(RadioDetails())
        site.radios.append(radio)
        site.revision += 1
    }

    mutating func rename(_ position: Int, to name: String) {
        let radio = site.radios[position]
        if indexByName[radio.name] == radio.index { indexByName[radio.name] = nil }
        indexByName[name] = radio.index
        site.radios[position].name = name
    }

    /// Takes a radio that is not registered out of the list; all positions behind it change. Its alarms time out, unless
    /// it comes back before.
    mutating func remove(_ position: Int) {
        let radio = site.radios[position]
        effects.append(.objectGone(radio.deviceID))
        departures = departures.filter { now < $0.value.adding(seconds: AlarmTable.objectGoneTimeoutSeconds) }
        if departures.count < Int(Self.radioListLimit) { departures[radio.deviceID] = now }
        if radio.registration != .uninitialized, !radio.isWatched { leaveRegion(position) }
        if let place = details[position].rfpiPosition { pool.release(place, radio.report.model.rfpiCount) }
        standingAlarms[radio.deviceID] = nil
        indexByMAC[radio.mac] = nil
        if indexByName[radio.name] == radio.index { indexByName[radio.name] = nil }
        site.wiredParts.removeAll { $0.gatewayIndex == radio.index }
        site.environments.removeAll { $0.gatewayIndex == radio.index }
        site.radios.remove(at: position)
        details.remove(at: position)
        indexes.remove(at: position)
        site.revision += 1
    }

    private func addedCount(like model: DeviceModel) -> UInt32 {
        var count: UInt32 = 0
        for region in regionDetails.indices {
            let gateways = regionDetails[region].gatewayCount
            count += UInt32(model == .ipbl ? gateways : regionDetails[region].members.count - gateways)
        }
        return count
    }
}
