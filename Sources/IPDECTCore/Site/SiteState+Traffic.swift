import Faults
import NetworkValues

/// Calls, and the counters of manual 4.13.
extension SiteState {
    mutating func startCall(
        _ id: CallID, _ mac: MACAddress, user: String, _ direction: CallDirection, isEncrypted: Bool
    ) throws(SiteRefusal) {
        let position = try registeredPosition(mac)
        guard serves(.master) else { throw .noMirror(.master) }
        guard calls.position(of: id) == nil else { throw .duplicateCall(id) }
        guard user.utf8.count <= 64 else {
            throw .outOfRange(expected: "a user of at most 64 octets", got: "\(user.utf8.count)")
        }
        try checkRoom(position, isEncrypted: isEncrypted)
        let index = site.radios[position].index
        calls.insert(
            Call(
                id: id, radioIndex: index, user: user, direction: direction, startedAt: now, isEncrypted: isEncrypted))
        details[position].calls.append(id)
        if isEncrypted { site.radios[position].encryptedCallCount += 1 }
        site.radios[position].callCount += 1
        switch direction {
        case .incoming:
            site.radios[position].traffic.callsIn += 1
            site.traffic.callsIn += 1
        case .outgoing:
            site.radios[position].traffic.callsOut += 1
            site.traffic.callsOut += 1
        }
        busyHour.count(at: now)
        site.traffic.busyHourAttempts = busyHour.attempts
        site.traffic.busyHourStart = busyHour.busiestStart
        touch(position)
        log(.dectMaster, position, "call \(id.rawValue) of \(user) began at \(site.radios[position].name)")
    }

    mutating func connectCall(_ id: CallID) throws(SiteRefusal) {
        guard let place = calls.position(of: id) else { throw .unknownCall(id) }
        guard !calls[place].isConnected else { return }
        calls[place].isConnected = true
        touchCall(place)
        if calls[place].direction == .incoming { site.traffic.callsInDelivered += 1 }
    }

    mutating func endCall(_ id: CallID, _ release: CallRelease) throws(SiteRefusal) {
        guard let place = calls.position(of: id) else { throw .unknownCall(id) }
        end(place, release)
    }

    mutating func noteBusy(_ mac: MACAddress) throws(SiteRefusal) {
        let position = try registeredPosition(mac)
        let radio = site.radios[position]
        site.radios[position].traffic.busy += 1
        touch(position)
        let text = "\(radio.name) has no free channel for a call"
        if radio.report.model == .ipbl {
            report(.sysBusyForSpeech, position, SiteSource.gatewaySpeech, text)
        } else {
            report(.rfpBusyForSpeech, position, SiteSource.speech, text)
        }
        log(.radioBusy, position, text)
    }

    mutating func clearTraffic() {
        site.traffic = MasterTraffic()
        site.traffic.clearedAt = now
        busyHour = BusyHour()
        busyHour.begin(at: now)
        site.revision += 1
        for position in site.radios.indices where site.radios[position].traffic != RadioTraffic() {
            site.radios[position].traffic = RadioTraffic()
            touch(position)
        }
    }

    // MARK: Steps

    /// Whether one more call fits a radio: it carries traffic, has a free channel, and a free encrypted stream if needed.
    func checkRoom(_ position: Int, isEncrypted: Bool) throws(SiteRefusal) {
        let radio = site.radios[position]
        guard carriesTraffic(position) else { throw .notSynchronized(radio.mac) }
        guard details[position].load < radio.callLimit else { throw .callLimit(radio.mac, radio.callLimit) }
        let encryptedLimit = radio.report.model.encryptedCallLimit
        if isEncrypted, site.radios[position].encryptedCallCount >= encryptedLimit {
            throw .callLimit(radio.mac, encryptedLimit)
        }
    }

    /// Counts a call with encrypted speech that comes to a radio or leaves it, where nothing else of the radio changes.
    mutating func countEncrypted(_ change: Int, at position: Int) {
        site.radios[position].encryptedCallCount = UInt32(Int(site.radios[position].encryptedCallCount) + change)
        touch(position)
    }

    func carriesTraffic(_ position: Int) -> Bool {
        let radio = site.radios[position]
        return radio.registration == .registered && radio.isOnAir && radio.sync.state != .searching
    }

    /// Ends a call, wherever it stands.
    mutating func end(_ place: Int, _ release: CallRelease, isReported: Bool = true) {
        let call = calls[place]
        if let target = call.handoverTo, let position = position(ofIndex: target) {
            details[position].inbound.removeAll { $0 == call.id }
            if call.isEncrypted { countEncrypted(-1, at: position) }
        }
        calls.remove(at: place)
        guard let position = position(ofIndex: call.radioIndex) else { return }
        details[position].calls.removeAll { $0 == call.id }
        if call.isEncrypted { site.radios[position].encryptedCallCount -= 1 }
        site.radios[position].callCount -= 1
        touch(position)
        guard release == .abnormal else {
            log(.dectMaster, position, "call \(call.id.rawValue) of \(call.user) ended")
            return
        }
        site.traffic.abnormalReleases += 1
        guard isReported else { return }
        let text = "call \(call.id.rawValue) of \(call.user) was released at \(site.radios[position].name)"
        report(.masterAbnormalCallRelease, position, SiteSource.master, text)
        log(.dectMaster, position, text)
    }

    /// Ends all calls: the master that held them is gone. There is nobody to report each of them.
    mutating func endAllCalls() {
        for call in calls.sorted {
            if let place = calls.position(of: call.id) { end(place, .abnormal, isReported: false) }
        }
    }

    mutating func touchCall(_ place: Int) {
        calls[place].revision += 1
        site.revision += 1
    }
}
