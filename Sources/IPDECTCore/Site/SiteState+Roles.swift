import Faults
import NetworkValues

/// The devices in master roles: which of them serve, and who takes over (manual 4.6.19, 4.6.21, 4.6.26).
extension SiteState {
    /// The most devices in master roles.
    static let masterLimit = 1024

    /// Whether a device serves in a role now, or nothing is known of the role.
    func serves(_ role: MasterRole) -> Bool {
        var isKnown = false
        for master in site.masters where master.role == role {
            if master.isActive { return true }
            isKnown = true
        }
        return !isKnown
    }

    /// The device that serves in a role as those know it who hear of its faults; the agent when there is none.
    func servingSubject(_ role: MasterRole) -> FaultSubject {
        guard let master = site.masters.first(where: { $0.role == role && $0.isActive }) else {
            return FaultSubject(device: .agent, deviceName: site.configuration?.name ?? "", address: nil)
        }
        return subject(master.mac, role: role)
    }

    mutating func configureMaster(_ mac: MACAddress, _ role: MasterRole, _ mode: MasterMode) throws(SiteRefusal) {
        let place = site.masters.firstIndex { $0.mac == mac && $0.role == role }
        if mode == .off {
            guard let place else { return }
            site.masters[place].mode = .off
            update(role)
            clearPeerAlarms(of: mac, role)
            site.masters.removeAll { $0.mac == mac && $0.role == role }
        } else if let place {
            guard site.masters[place].mode != mode else { return }
            site.masters[place].mode = mode
            update(role)
        } else {
            guard site.masters.count < Self.masterLimit else {
                throw .outOfRange(expected: "at most \(Self.masterLimit) devices in master roles", got: "one more")
            }
            let status = MasterStatus(
                mac: mac, role: role, mode: mode, isActive: false, isReachable: true, changedAt: now)
            let end =
                site.masters.firstIndex { ($0.role.rawValue, $0.mac) > (role.rawValue, mac) } ?? site.masters.count
            site.masters.insert(status, at: end)
            update(role)
        }
        site.revision += 1
        effects.append(
            .log(
                .configChanges, on: DeviceID(mac), text: "\(name(mac, role: role)) was set to \(mode) as \(role.title)")
        )
    }

    mutating func noteReachable(_ mac: MACAddress, _ role: MasterRole, isReachable: Bool) throws(SiteRefusal) {
        guard let place = site.masters.firstIndex(where: { $0.mac == mac && $0.role == role }) else {
            throw .noMirror(role)
        }
        guard site.masters[place].isReachable != isReachable else { return }
        site.masters[place].isReachable = isReachable
        site.revision += 1
        let text = "\(name(mac, role: role)) can \(isReachable ? "" : "not ")be reached as \(role.title)"
        effects.append(.log(.dectMaster, on: DeviceID(mac), text: text))
        update(role)
        tellPeers(of: mac, role, isReachable: isReachable)
    }

    /// The operator gives the active part of a mirror to its partner; all calls are lost (manual 4.6.19).
    mutating func switchMirror(_ role: MasterRole) throws(SiteRefusal) {
        guard let active = site.masters.firstIndex(where: { $0.role == role && $0.mode == .mirror && $0.isActive }),
            let partner = site.masters.indices.first(where: {
                $0 != active && site.masters[$0].role == role && site.masters[$0].mode == .mirror
                    && site.masters[$0].isReachable
            })
        else { throw .noMirror(role) }
        setActive(active, false)
        setActive(partner, true)
        takeOver(role)
    }

    // MARK: Who serves

    /// Finds out who serves in a role after something changed.
    private mutating func update(_ role: MasterRole) {
        let wasServed = serves(role)
        let before = site.masters.filter { $0.role == role && $0.isActive }.map(\.mac)
        let places = site.masters.indices.filter { site.masters[$0].role == role }
        let primaries = places.filter { site.masters[$0].mode == .active }
        let mirrors = places.filter { site.masters[$0].mode == .mirror }
        let standbys = places.filter { site.masters[$0].mode == .standby }
        var serving = Set(primaries.filter { site.masters[$0].isReachable })
        // Of mirrors one serves: the one that does, as long as it can be reached.
        let mirror =
            mirrors.first { site.masters[$0].isActive && site.masters[$0].isReachable }
            ?? mirrors.first { site.masters[$0].isReachable }
        if let mirror { serving.insert(mirror) }
        // Standbys stand in, one for each that is missing.
        var missing = primaries.count { !site.masters[$0].isReachable }
        if primaries.isEmpty, mirror == nil { missing += 1 }
        serving.formUnion(standbys.filter { site.masters[$0].isReachable }.prefix(missing))
        for place in places where site.masters[place].isActive && !serving.contains(place) { setActive(place, false) }
        for place in places where !site.masters[place].isActive && serving.contains(place) { setActive(place, true) }
        let after = site.masters.filter { $0.role == role && $0.isActive }.map(\.mac)
        // A device that served and does not any more takes what it held along, unless others of its kind go on.
        if !before.isEmpty, before.allSatisfy({ !after.contains($0) }) { takeOver(role) }
        if !wasServed || before.isEmpty, serves(role), role == .pariMaster { resumeSync() }
    }

    private mutating func setActive(_ place: Int, _ isActive: Bool) {
        site.masters[place].isActive = isActive
        site.masters[place].changedAt = now
        site.revision += 1
        let master = site.masters[place]
        let subject = subject(master.mac, role: master.role)
        let source = master.role.source
        let state = isActive ? "serves" : "no longer serves"
        let text = "\(subject.deviceName) \(state) as \(master.role.title)"
        switch master.mode {
        case .mirror where isActive:
            effects.append(.event(.masterActive, on: subject, source: source, text: text))
        case .mirror:
            // Who cannot be reached cannot report that it stepped back.
            if master.isReachable { effects.append(.event(.masterInactive, on: subject, source: source, text: text)) }
        default:
            break
        }
        let standbyCode: FaultCode = master.role == .mobilityMaster ? .mobmStandbyActive : .masterStandbyActive
        let key = AlarmKey(device: subject.device, source: source, code: standbyCode)
        if isActive, master.mode == .standby {
            raise(key, on: subject, text)
        } else {
            clear(key)
        }
        effects.append(.log(.dectMaster, on: subject.device, text: text))
    }

    /// The devices that served in a role do not any more; others may have taken over.
    private mutating func takeOver(_ role: MasterRole) {
        switch role {
        case .master:
            let count = calls.count
            endAllCalls()
            if count > 0 {
                effects.append(
                    .log(
                        .dectMaster, on: servingSubject(role).device, text: "\(count) calls were lost with their master"
                    ))
            }
        case .pariMaster:
            guard serves(role) else { return }
            // The radios keep what they are and connect to the new one.
            for position in site.radios.indices where site.radios[position].registration == .registered {
                site.radios[position].connectedSince = now
                touch(position)
            }
            resumeSync()
        case .mobilityMaster, .cryptoMaster:
            break
        }
    }

    /// A PARI Master serves again: it has a look at all trees.
    private mutating func resumeSync() {
        for region in site.regions.map(\.region) {
            elect(region)
            scheduleCalculation(region)
        }
    }
}

extension MasterRole {
    /// The role in words.
    public var title: String {
        switch self {
        case .master: "Master"
        case .pariMaster: "PARI Master"
        case .mobilityMaster: "Mobility Master"
        case .cryptoMaster: "Crypto Master"
        }
    }

    /// The module that reports faults of the role.
    var source: String {
        switch self {
        case .master, .pariMaster: SiteSource.master
        case .mobilityMaster: SiteSource.mobilityMaster
        case .cryptoMaster: SiteSource.cryptoMaster
        }
    }
}
