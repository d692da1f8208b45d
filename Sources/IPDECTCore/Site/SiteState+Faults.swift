import Faults
import NetworkValues

/// Faults: those of the core's own rules, and those that devices report.
extension SiteState {
    /// Who a radio is to those who hear of its faults.
    func subject(_ position: Int) -> FaultSubject {
        let radio = site.radios[position]
        return FaultSubject(device: radio.deviceID, deviceName: radio.name, address: radio.report.address)
    }

    /// Who a device is that has a master role, or the agent for an address that is not known.
    func subject(_ mac: MACAddress, role: MasterRole) -> FaultSubject {
        if let index = indexByMAC[mac], let position = position(ofIndex: index) { return subject(position) }
        return FaultSubject(device: DeviceID(rawValue: mac.rawValue), deviceName: name(mac, role: role), address: nil)
    }

    /// The name of a device that has a master role. Of one that has no radio the model is known for the PARI Master only.
    func name(_ mac: MACAddress, role: MasterRole) -> String {
        if let index = indexByMAC[mac], let position = position(ofIndex: index) { return site.radios[position].name }
        let model = role == .pariMaster ? site.configuration?.pariMasterModel ?? .ipvm : .ipvm
        return "\(HardwareName(model, mac))"
    }

    func isStanding(_ key: AlarmKey) -> Bool {
        standingAlarms[key.device]?.contains(key) ?? false
    }

    mutating func raise(_ key: AlarmKey, on subject: FaultSubject, _ text: String) {
        if !isStanding(key) { standingAlarms[key.device, default: []].append(key) }
        effects.append(.raise(key.code, on: subject, source: key.source, text: text))
    }

    /// Clears an alarm; nothing happens when it does not stand.
    mutating func clear(_ key: AlarmKey) {
        guard let place = standingAlarms[key.device]?.firstIndex(of: key) else { return }
        standingAlarms[key.device]?.remove(at: place)
        if standingAlarms[key.device]?.isEmpty ?? false { standingAlarms[key.device] = nil }
        effects.append(.clear(key))
    }

    mutating func raise(_ code: FaultCode, _ position: Int, _ source: String, _ text: String) {
        raise(key(code, position, source), on: subject(position), text)
    }

    mutating func clear(_ code: FaultCode, _ position: Int, _ source: String) {
        guard standingAlarms[site.radios[position].deviceID] != nil else { return }
        clear(key(code, position, source))
    }

    /// Raises or clears, as `isBad` says; nothing happens when the alarm stands as it should.
    mutating func set(
        _ code: FaultCode, _ position: Int, _ source: String, _ isBad: Bool, _ text: String
    ) {
        if !isBad {
            clear(code, position, source)
        } else if !isStanding(key(code, position, source)) {
            raise(code, position, source, text)
        }
    }

    /// Reports an event of a radio.
    mutating func report(_ code: FaultCode, _ position: Int, _ source: String, _ text: String) {
        effects.append(.event(code, on: subject(position), source: source, text: text))
    }

    private func key(_ code: FaultCode, _ position: Int, _ source: String) -> AlarmKey {
        AlarmKey(device: site.radios[position].deviceID, source: source, code: code)
    }

    // MARK: Reported by devices

    mutating func performReported(_ input: SiteInput) throws(SiteRefusal) {
        switch input {
        case .faultRaised(let mac, let code, let source, let text):
            let subject = try reporter(mac)
            try check(code)
            let key = AlarmKey(device: subject.device, source: source, code: code)
            let count = standingAlarms[subject.device]?.count ?? 0
            guard isStanding(key) || count < Self.alarmLimit else {
                throw .outOfRange(expected: "at most \(Self.alarmLimit) alarms of a device", got: "one more")
            }
            raise(key, on: subject, text)
        case .faultCleared(let mac, let code, let source):
            let subject = try reporter(mac)
            let key = AlarmKey(device: subject.device, source: source, code: code)
            guard isStanding(key) else {
                throw .outOfRange(expected: "an alarm that stands", got: "\(code) from \(source)")
            }
            clear(key)
        case .faultEvent(let mac, let code, let source, let text):
            let subject = try reporter(mac)
            try check(code)
            effects.append(.event(code, on: subject, source: source, text: text))
        default:
            break
        }
    }

    private func check(_ code: FaultCode) throws(SiteRefusal) {
        guard FaultCatalogue.definition(of: code) != nil else {
            throw .outOfRange(expected: "a fault of the catalogue", got: "\(code)")
        }
    }

    /// A device that reports: a radio, or a device in a master role.
    private mutating func reporter(_ mac: MACAddress) throws(SiteRefusal) -> FaultSubject {
        if let index = indexByMAC[mac], let position = position(ofIndex: index) {
            hear(position)
            return subject(position)
        }
        guard let master = site.masters.first(where: { $0.mac == mac }) else { throw .unknownRadio(mac) }
        return subject(mac, role: master.role)
    }
}
