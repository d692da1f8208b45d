import Faults
import NetworkValues

/// Gateways with wired radio fixed parts: their ring, their environment, their parts (manual 4.11.2 to 4.11.4, 4.23.9).
extension SiteState {
    mutating func takeRing(_ members: [SyncRingMember]) throws(SiteRefusal) {
        var seen: Set<MACAddress> = []
        for member in members {
            _ = try gatewayPosition(member.mac)
            guard seen.insert(member.mac).inserted else {
                throw .outOfRange(expected: "each gateway once in the ring", got: "\(member.mac) twice")
            }
        }
        guard members != site.ring else { return }
        for gone in site.ring where !seen.contains(gone.mac) {
            guard let index = indexByMAC[gone.mac], let position = position(ofIndex: index) else { continue }
            for code: FaultCode in [.syncRingBroken, .syncRefSignalLost, .syncLost, .syncUnsynchronizedToReference] {
                clear(code, position, SiteSource.ring)
            }
        }
        site.ring = members
        site.revision += 1
        for member in members { evaluate(member, isAlone: members.count == 1) }
    }

    mutating func takeEnvironment(_ mac: MACAddress, _ environment: Environment) throws(SiteRefusal) {
        let position = try gatewayPosition(mac)
        hear(position)
        let index = site.radios[position].index
        let place = site.environments.map(\.gatewayIndex).sortedInsertionPosition(for: index)
        if place < site.environments.count, site.environments[place].gatewayIndex == index {
            guard site.environments[place].environment != environment else { return }
            site.environments[place].environment = environment
            site.environments[place].revision += 1
        } else {
            let entry = GatewayEnvironment(gatewayIndex: index, environment: environment, revision: 1)
            site.environments.insert(entry, at: place)
        }
        site.revision += 1
        evaluate(environment, of: position)
    }

    mutating func takeWiredPart(_ mac: MACAddress, _ part: RadioFixedPart) throws(SiteRefusal) {
        let position = try gatewayPosition(mac)
        let model = site.radios[position].report.model
        guard (1...model.wiredPartLimit).contains(part.port) else {
            throw .outOfRange(expected: "a port of 1 to \(model.wiredPartLimit)", got: "\(part.port)")
        }
        hear(position)
        var part = part
        // Each port has an RFPI of its own out of the gateway's block.
        if part.rfpi == nil, let first = details[position].rfpiPosition {
            part.rfpi = site.configuration?.systemID.rfpi(at: first + Int(part.port) - 1)
        }
        let index = site.radios[position].index
        let place =
            site.wiredParts.firstIndex { ($0.gatewayIndex, $0.part.port) >= (index, part.port) }
            ?? site.wiredParts.count
        if place < site.wiredParts.count, site.wiredParts[place].gatewayIndex == index,
            site.wiredParts[place].part.port == part.port
        {
            guard site.wiredParts[place].part != part else { return }
            site.wiredParts[place].part = part
            site.wiredParts[place].revision += 1
        } else {
            site.wiredParts.insert(WiredPart(gatewayIndex: index, part: part, revision: 1), at: place)
        }
        site.revision += 1
        evaluate(part, of: position)
    }

    mutating func setLocation(
        _ mac: MACAddress, port: UInt8, id: String, description: String
    ) throws(SiteRefusal) {
        let position = try gatewayPosition(mac)
        let radio = site.radios[position]
        guard
            let place = site.wiredParts.firstIndex(where: { $0.gatewayIndex == radio.index && $0.part.port == port })
        else {
            throw .outOfRange(expected: "a port of \(radio.name) with a wired part", got: "\(port)")
        }
        try Self.checkLocation(id: id, description: description)
        site.wiredParts[place].locationID = id
        site.wiredParts[place].locationDescription = description
        site.wiredParts[place].revision += 1
        site.revision += 1
        log(.configChanges, position, "the location of port \(port) of \(radio.name) was set to '\(id)'")
    }

    // MARK: Faults

    /// The four faults of a gateway in the ring. A ring of one gateway has nothing to be connected to.
    private mutating func evaluate(_ member: SyncRingMember, isAlone: Bool) {
        guard let index = indexByMAC[member.mac], let position = position(ofIndex: index) else { return }
        let name = site.radios[position].name
        let ports = [member.inPort, member.outPort]
        set(
            .syncRingBroken, position, SiteSource.ring, !isAlone && !ports.allSatisfy(\.isCommunicating),
            "the sync ring is broken at \(name)")
        set(
            .syncRefSignalLost, position, SiteSource.ring, !member.hasReference,
            "\(name) gets no reference signal")
        set(
            .syncLost, position, SiteSource.ring, !isAlone && !ports.contains(where: \.isSynchronized),
            "\(name) is synchronized on none of its ports")
        set(
            .syncUnsynchronizedToReference, position, SiteSource.ring,
            !isAlone && member.hasReference && !member.inPort.isSynchronized,
            "\(name) gets the reference and is not synchronized to it")
    }

    private mutating func evaluate(_ environment: Environment, of position: Int) {
        let name = site.radios[position].name
        func stands(_ code: FaultCode) -> Bool {
            let key = AlarmKey(device: site.radios[position].deviceID, source: SiteSource.environment, code: code)
            return isStanding(key)
        }
        let isHot = EnvironmentLimits.isHot(environment, wasHigh: stands(.envHighTemperature))
        let isHungry = EnvironmentLimits.isHungry(environment, wasHigh: stands(.envHighPowerConsumption))
        let isLow = EnvironmentLimits.isSupplyLow(environment, wasLow: stands(.envSupplyVoltageLow))
        let isHigh = EnvironmentLimits.isSupplyHigh(environment, wasHigh: stands(.envSupplyVoltageHigh))
        set(
            .envHighTemperature, position, SiteSource.environment, isHot,
            "\(name) has \(environment.temperatureCelsius) degrees Celsius")
        set(
            .envHighPowerConsumption, position, SiteSource.environment, isHungry,
            "\(name) draws \(environment.powerMilliwatts) mW")
        set(
            .envSupplyVoltageLow, position, SiteSource.environment, isLow,
            "the supply of \(name) has only \(environment.supplyMillivolts) mV")
        set(
            .envSupplyVoltageHigh, position, SiteSource.environment, isHigh,
            "the supply of \(name) has \(environment.supplyMillivolts) mV")
        set(
            .envFanFailure, position, SiteSource.environment, !environment.isFanRunning,
            "the fan of \(name) does not turn")
    }

    private mutating func evaluate(_ part: RadioFixedPart, of position: Int) {
        let source = SiteSource.wiredPart(part.port)
        let text = "wired part \(part.port) of \(site.radios[position].name)"
        set(.rfpDisconnected, position, source, part.state == .disconnected, "\(text) is disconnected")
        set(.rfpMalfunctioning, position, source, part.state == .malfunctioning, "\(text) does not work")
        set(.rfpDisabled, position, source, part.state == .disabled, "\(text) is switched off")
        set(.rfpSwDlFailed, position, source, part.state == .downloadFailed, "\(text) could not load its software")
    }

    /// Where a gateway is that was added.
    private func gatewayPosition(_ mac: MACAddress) throws(SiteRefusal) -> Int {
        let position = try position(mac)
        let radio = site.radios[position]
        guard radio.report.model == .ipbl else {
            throw .outOfRange(expected: "a gateway", got: radio.name)
        }
        guard radio.registration != .uninitialized else { throw .wrongRegistration(mac, .uninitialized) }
        return position
    }
}
