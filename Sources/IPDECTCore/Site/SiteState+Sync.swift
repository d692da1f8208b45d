import Faults
import NetworkValues

/// What radios report about their air synchronization, and how it is configured (manual 4.6.36, 4.11.5, 4.12).
extension SiteState {
    mutating func configureSync(_ mac: MACAddress, _ settings: SyncSettings) throws(SiteRefusal) {
        let position = try position(mac)
        let radio = site.radios[position]
        guard radio.registration != .uninitialized else { throw .wrongRegistration(mac, .uninitialized) }
        try requireManaged(position)
        try check(settings, of: position)
        let old = radio.sync.settings
        guard settings != old else { return }
        log(
            .configChanges, position,
            "\(radio.name) was set to sync mode \(settings.mode) in region \(settings.region)")
        if settings.region != old.region {
            changeRegion(position, settings)
        } else {
            site.radios[position].sync.settings = settings
            changeMode(position)
        }
        touch(position)
    }

    mutating func takeCandidates(_ mac: MACAddress, _ candidates: [SyncCandidate]) throws(SiteRefusal) {
        let position = try registeredPosition(mac)
        let list = try normalized(candidates, of: position)
        hear(position)
        guard list != site.radios[position].sync.candidates else { return }
        site.radios[position].sync.candidates = list
        touch(position)
        guard !isRoot(position) else { return }
        refreshSourceQuality(position)
        if let source = details[position].source, isOnAir(index: source) {
            if hasBetterSource(position) { scheduleCalculation(site.radios[position].sync.settings.region) }
        } else {
            repair(position)
            scheduleCalculation(site.radios[position].sync.settings.region)
        }
    }

    mutating func loseSync(_ mac: MACAddress, _ cause: SyncLossCause) throws(SiteRefusal) {
        let position = try registeredPosition(mac)
        guard site.radios[position].isOnAir else { throw .notSynchronized(mac) }
        hear(position)
        drop(position, cause)
    }

    mutating func findSync(
        _ mac: MACAddress, carrier: UInt8, slot: UInt8, driftNanoseconds: Int32
    ) throws(SiteRefusal) {
        let position = try registeredPosition(mac)
        guard carrier <= 9 else { throw .outOfRange(expected: "a carrier of 0 to 9", got: "\(carrier)") }
        guard slot <= 23 else { throw .outOfRange(expected: "a slot of 0 to 23", got: "\(slot)") }
        if isRoot(position) {
            hear(position)
            findSyncOfRoot(position, driftNanoseconds)
            return
        }
        if !hasSourceOnAir(position) { repair(position) }
        guard hasSourceOnAir(position) else {
            throw .outOfRange(expected: "a radio with a source that is on the air", got: site.radios[position].name)
        }
        if !site.radios[position].isOnAir { takeUp(position) }
        hear(position)
        site.radios[position].sync.carrier = carrier
        site.radios[position].sync.slot = slot
        site.radios[position].sync.driftNanoseconds = driftNanoseconds
        touch(position)
    }

    mutating func noteCollision(_ mac: MACAddress, with other: RFPI, isPresent: Bool) throws(SiteRefusal) {
        let position = try registeredPosition(mac)
        hear(position)
        set(
            .rfpDetectedSysidCollision, position, SiteSource.radio, isPresent,
            "\(site.radios[position].name) hears another system with its system ID: \(other)")
    }

    /// The radio stops to handle radio traffic and searches for its source again (manual 4.11.5).
    mutating func drop(_ position: Int, _ cause: SyncLossCause) {
        let radio = site.radios[position]
        releaseCalls(of: position, tryingHandover: true)
        countLoss(position, cause)
        leaveAir(position)
        setSearch(position, seconds: nil)
        elect(radio.sync.settings.region)
        touch(position)
    }

    /// Counts a lost synchronization and raises its alarm.
    mutating func countLoss(_ position: Int, _ cause: SyncLossCause) {
        site.radios[position].sync.lostCount &+= 1
        site.radios[position].sync.lastLossCause = cause
        let region = useRegion(site.radios[position].sync.settings.region)
        site.regions[region].syncLost += 1
        touchRegion(region)
        let text = "\(site.radios[position].name) lost its synchronization: \(cause.explanation)"
        if site.radios[position].report.model == .ipbl {
            raise(.syncLost, position, SiteSource.gatewaySync, text)
        } else {
            raise(.rfpUnsynchronized, position, SiteSource.radio, text)
        }
        log(.dectRadio, position, text)
    }

    // MARK: Steps

    /// A slave is synchronized: it takes part in radio traffic, and others may follow it.
    private mutating func takeUp(_ position: Int) {
        let settings = site.radios[position].sync.settings
        site.radios[position].sync.state = settings.mode == .master ? .standbyOK : .slaveOK
        setSearch(position, seconds: nil)
        relink(position, includingFollowers: true)
        clear(.rfpUnsynchronized, position, SiteSource.radio)
        log(.dectRadio, position, "\(site.radios[position].name) is synchronized")
        if let region = self.position(ofRegion: settings.region), site.regions[region].redCount > 0 {
            scheduleCalculation(settings.region)
        }
    }

    private mutating func findSyncOfRoot(_ position: Int, _ driftNanoseconds: Int32) {
        switch site.radios[position].sync.state {
        case .searching:
            endMasterSearch(position)
        case .unsynchronized:
            site.radios[position].sync.state = .masterOK
            clear(.syncLost, position, SiteSource.gatewaySync)
            relink(position, includingFollowers: true)
            scheduleCalculation(site.radios[position].sync.settings.region)
        default:
            break
        }
        site.radios[position].sync.driftNanoseconds = driftNanoseconds
        touch(position)
    }

    private mutating func changeRegion(_ position: Int, _ settings: SyncSettings) {
        let isRegistered = site.radios[position].registration == .registered
        if isRegistered {
            releaseCalls(of: position, tryingHandover: true)
            leaveAir(position)
        }
        leaveRegion(position)
        site.radios[position].sync.settings = settings
        joinRegion(position)
        if isRegistered { startAir(position) }
    }

    /// The mode or the locks of a radio changed, and its region did not.
    private mutating func changeMode(_ position: Int) {
        let sync = site.radios[position].sync
        guard site.radios[position].registration == .registered else { return }
        if sync.isActiveMaster, sync.settings.mode != .master { retire(position) }
        if !isRoot(position), sync.state == .slaveOK || sync.state == .standbyOK {
            site.radios[position].sync.state = sync.settings.mode == .master ? .standbyOK : .slaveOK
        }
        if !site.radios[position].isUsableSource {
            for follower in details[position].followers { repair(index: follower) }
        }
        if !isRoot(position) {
            if !isAllowedSource(position) { setSource(position, nil, nil) }
            repair(position)
        }
        elect(sync.settings.region)
        scheduleCalculation(sync.settings.region)
    }

    func check(_ settings: SyncSettings, of position: Int) throws(SiteRefusal) {
        let radio = site.radios[position]
        guard settings.region <= 249 else {
            throw .outOfRange(expected: "a region of 0 to 249", got: "\(settings.region)")
        }
        guard settings.lockedTo.count <= 2 else {
            throw .outOfRange(expected: "at most two RFPIs to lock to", got: "\(settings.lockedTo.count)")
        }
        if radio.report.model == .ipbl, settings.mode != .master || settings.region != 0 {
            throw .outOfRange(
                expected: "a gateway as master of region 0", got: "\(settings.mode) in region \(settings.region)")
        }
        guard settings.mode != .master else { return }
        for rfpi in settings.lockedTo {
            guard let other = self.position(of: rfpi) else { continue }
            guard other != position, site.radios[other].sync.settings.region == settings.region else {
                throw .outOfRange(
                    expected: "the RFPI of another radio of region \(settings.region)", got: site.radios[other].name)
            }
        }
    }

    /// The list as it is kept: each radio once, the strongest first, at most 16, and not the radio itself.
    private func normalized(_ candidates: [SyncCandidate], of position: Int) throws(SiteRefusal) -> [SyncCandidate] {
        guard candidates.count <= 256 else {
            throw .outOfRange(expected: "at most 256 candidates", got: "\(candidates.count)")
        }
        var list: [SyncCandidate] = []
        list.reserveCapacity(min(candidates.count, 17))
        let own = site.radios[position].rfpi?.identity
        for candidate in candidates {
            guard candidate.fer <= 100 else {
                throw .outOfRange(expected: "an FER of 0 to 100", got: "\(candidate.fer)")
            }
            guard (-127...0).contains(candidate.rssi) else {
                throw .outOfRange(expected: "an RSSI of -127 to 0 dBm", got: "\(candidate.rssi)")
            }
            guard candidate.rfpi.identity != own else { continue }
            if let same = list.firstIndex(where: { $0.rfpi.identity == candidate.rfpi.identity }) {
                guard list[same].rssi < candidate.rssi else { continue }
                list.remove(at: same)
            }
            let place = list.firstIndex { ($0.rssi, candidate.rfpi) < (candidate.rssi, $0.rfpi) } ?? list.count
            guard place < 16 else { continue }
            list.insert(candidate, at: place)
            if list.count > 16 { list.removeLast() }
        }
        return list
    }
}

extension SyncLossCause {
    /// The cause in words.
    public var explanation: String {
        switch self {
        case .sourceNotFound: "no synchronization source was found within nine minutes"
        case .pscnChanged: "the primary scan carrier number changed"
        case .frameNumberChanged: "the frame number changed"
        case .multiframeNumberChanged: "the multiframe number changed"
        case .carriersChanged: "the number of enabled carriers changed"
        }
    }
}
