import NetworkValues

/// The system as it is when the simulation begins: configured, all radios registered and synchronized.
extension SimulatedSite {
    /// The appliance with all master roles, and its mirror.
    static let firstMaster = MACAddress(rawValue: 0x0001_3e0f_0001)
    static let secondMaster = MACAddress(rawValue: 0x0001_3e0f_0002)

    mutating func setUp() {
        configure()
        for number in radios.indices {
            let radio = radios[number]
            let settings = SyncSettings(
                mode: building.isMaster(number) ? .master : .slave, region: building.region(of: number))
            inputs.append(.radioAnnounced(radio.mac, report(number)))
            inputs.append(.radioAdded(radio.mac, name: "", settings))
            inputs.append(.radioRegistered(radio.mac, report(number)))
            inputs.append(
                .locationSet(
                    radio.mac, id: String(100_000 + number),
                    description: "Building \(building.region(of: number) + 1), place \(number % 256 + 1)"))
        }
        for number in radios.indices { inputs.append(.syncCandidates(radios[number].mac, candidates(of: number))) }
        for region in 0..<building.regionCount { synchronize(UInt8(region)) }
        let users = UInt32(plan.userCount)
        inputs.append(.usersCounted(registered: users - users / 50, total: users))
    }

    private mutating func configure() {
        let saris = [SARI(rawValue: 0x1200_0000 | UInt32(plan.seed & 0xffff) << 4)].compactMap { $0 }
        inputs.append(
            .systemConfigured(
                SystemConfiguration(
                    systemID: systemID, saris: saris, pariMasterModel: .ipvm, isSimulated: true,
                    name: "Simulated site \(plan.seed)")))
        for role in [MasterRole.pariMaster, .mobilityMaster, .cryptoMaster] {
            inputs.append(.masterConfigured(Self.firstMaster, role, .active))
        }
        inputs.append(.masterConfigured(Self.firstMaster, .master, .mirror))
        inputs.append(.masterConfigured(Self.secondMaster, .master, .mirror))
        for region in 0..<building.regionCount {
            let reference = region == 0 ? nil : UInt8(region - 1)
            inputs.append(
                .regionConfigured(UInt8(region), name: "Building \(region + 1)", referenceRegion: reference))
        }
    }

    /// The radios of a region synchronize, from its master outward.
    private mutating func synchronize(_ region: UInt8) {
        var found: Set<Int> = []
        var front = [building.masters(in: region)[0]]
        while !front.isEmpty {
            for radio in front { reportSync(radio) }
            found.formUnion(front)
            var next: Set<Int> = []
            for radio in front {
                for neighbour in building.neighbours(of: radio) where !found.contains(neighbour.radio) {
                    next.insert(neighbour.radio)
                }
            }
            front = next.sorted()
        }
        if region > 0 { inputs.append(.referenceSync(region, isHeard: true)) }
    }

    func report(_ number: Int) -> DeviceReport {
        let radio = radios[number]
        let address = IPAddress.v4(0x0a14_0000 | UInt32(number + 257))
        return DeviceReport(
            model: radio.model, address: address, deviceName: "Ward \(number / 8 + 1)-\(number % 8 + 1)",
            version: number % 50 == 7 ? "12.0.8" : "12.1.5", bootVersion: "12.1.5",
            hardware: radio.model == .ipbs3 ? "IPBS3-A3/1A" : "IPBS2-C3/1B1")
    }

    func candidates(of number: Int) -> [SyncCandidate] {
        building.neighbours(of: number).compactMap { neighbour in
            guard radios[neighbour.radio].isPresent, let rfpi = systemID.rfpi(at: neighbour.radio + 1) else {
                return nil
            }
            // Each pair of radios has its own few decibels more or less, the same in both directions.
            let low = UInt64(min(number, neighbour.radio))
            let high = UInt64(max(number, neighbour.radio))
            var pair = SeededGenerator(seed: plan.seed ^ (low << 32 | high))
            let own = Int(pair.next() % 9) - 4
            let rssi = min(-30, max(-95, neighbour.rssi + own + radios[number].fading))
            let fer = rssi > -75 ? 0 : rssi > -83 ? 2 + (-75 - rssi) : min(60, 12 + 3 * (-83 - rssi))
            return SyncCandidate(rfpi: rfpi, rssi: Int16(rssi), fer: UInt8(fer))
        }
    }

    mutating func reportSync(_ number: Int) {
        radios[number].isSynchronized = true
        let carrier = UInt8.random(in: 0...9, using: &random)
        let slot = UInt8.random(in: 0...23, using: &random)
        let drift = Int32.random(in: -400...400, using: &random)
        inputs.append(.syncFound(radios[number].mac, carrier: carrier, slot: slot, driftNanoseconds: drift))
    }
}
