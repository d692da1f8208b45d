import Faults
import IPDECTCore
import NetworkValues
import Snapshot

@testable import SNMPAgent

/// A made-up system of which everything is known, so that every object has an instance.
enum TableFixture {
    static let start = Timestamp(seconds: 1_795_000_000)
    static let now = start.adding(seconds: 600)

    /// A source with `radioCount` radios and all else that tables show.
    static func source(radioCount: Int = 5, alarmCount: Int = 3) -> TableSource {
        var agent = AgentStatus(version: "0.1.0", startedAt: start)
        agent.feed = "simulation"
        agent.systemName = "pbx-7"
        agent.systemContact = "Ann, 4711"
        agent.systemLocation = "Basement"
        agent.journalLastNumber = 42
        var snapshot = Snapshot(time: now, agent: agent)
        snapshot.number = 7
        snapshot.site = site(radioCount: radioCount)
        snapshot.host = host()
        var probe = PingProbe(name: "PING1", target: "gateway.example")
        probe.address = .v4(0x0a00_0001)
        probe.lastRoundTripSeconds = 0.0012
        (probe.sent, probe.received, probe.state) = (10, 9, .ok)
        snapshot.probes = [probe]
        // An implied index has as many sub-identifiers as the name has octets: here one.
        snapshot.findings = [
            CapacityFinding(
                kind: .pingLoss, subject: "P", evidence: "1 of 10 lost", advice: "Look at the network.", since: start)
        ]
        addFaults(alarmCount, to: &snapshot)
        fillLog(of: &snapshot)
        return TableSource(snapshot: snapshot, targets: [target()])
    }

    static func mac(_ number: Int) -> MACAddress { MACAddress(rawValue: 0x0001_3e00_0000 + UInt64(number)) }

    static func rfpi(_ number: Int) -> RFPI? { SystemID(rawValue: 1)?.rfpi(at: number % 4096) }

    static func radio(_ number: Int) -> Radio {
        let report = DeviceReport(
            model: .ipbs3, address: .v4(0x0a00_0000 + UInt32(number)), deviceName: "Corridor \(number)",
            version: "12.1.5", bootVersion: "12.1.0", hardware: "IPBS3-A3/1A")
        var radio = Radio(
            index: UInt32(number), mac: mac(number), name: "ipbs3-00-00-\(number)", report: report, callLimit: 8,
            at: now)
        radio.registration = .registered
        radio.connectedSince = start
        radio.rfpi = rfpi(number)
        radio.locationID = "L\(number)"
        radio.locationDescription = "By the lift"
        radio.sync.settings.lockedTo = [rfpi(number + 1), rfpi(number + 2)].compactMap { $0 }
        radio.sync.state = .slaveOK
        radio.sync.color = .green
        radio.sync.parentIndex = 1
        radio.sync.depth = 1
        radio.sync.rssi = -61
        radio.sync.fer = 2
        radio.sync.carrier = 4
        radio.sync.slot = 11
        radio.sync.candidates = (1...5).compactMap { place in
            rfpi(number + place).map { SyncCandidate(rfpi: $0, rssi: Int16(-60 - place), fer: 1) }
        }
        radio.traffic.callsIn = UInt64(number)
        return radio
    }

    static func site(radioCount: Int) -> SiteSnapshot {
        var site = SiteSnapshot(time: now)
        site.revision = 1
        site.radios = (1...max(radioCount, 1)).map(radio)
        if let systemID = SystemID(rawValue: 1), let sari = SARI(rawValue: 0x1000_0000) {
            site.configuration = SystemConfiguration(
                systemID: systemID, saris: [sari], pariMasterModel: .ipvm, isSimulated: true, name: "Clinic")
        }
        site.masters = [
            MasterStatus(
                mac: mac(1), role: .pariMaster, mode: .active, isActive: true, isReachable: true, changedAt: start),
            MasterStatus(
                mac: mac(900_000), role: .master, mode: .mirror, isActive: true, isReachable: true, changedAt: start),
        ]
        var region = SyncRegionStatus(region: 0)
        region.name = "North"
        region.referenceRegion = 1
        region.clearedAt = start
        region.activeMasterIndex = 1
        site.regions = [region]
        site.traffic.busyHourStart = start
        site.traffic.clearedAt = start
        site.calls = [
            Call(
                id: CallID(rawValue: 9), radioIndex: 1, user: "4711", direction: .incoming, startedAt: now,
                isEncrypted: true)
        ]
        let port = SyncPort(isSynchronized: true, isCommunicating: true, connectedTo: .loopback, offsetNanoseconds: -5)
        site.ring = [SyncRingMember(mac: mac(2), inPort: port, outPort: port, hasReference: true)]
        site.wiredParts = [
            WiredPart(
                gatewayIndex: 2,
                part: RadioFixedPart(port: 3, state: .connected, rfpi: rfpi(99), connectedSince: start), revision: 1)
        ]
        site.environments = [
            GatewayEnvironment(
                gatewayIndex: 2,
                environment: Environment(
                    temperatureCelsius: 31, powerMilliwatts: 21_000, supplyMillivolts: 48_000, isFanRunning: true),
                revision: 1)
        ]
        return site
    }

    static func host() -> HostStatus {
        var host = HostStatus()
        host.name = "host"
        host.interfacesChangedAt = start.adding(seconds: 1)
        host.memory = HostMemory(totalBytes: 4 << 30, usedBytes: 1 << 30)
        host.processorUtilization = 0.25
        var counters = InterfaceCounters()
        counters.receivedOctets = 1 << 40
        counters.receivedPackets = 100
        counters.receivedMulticastPackets = 30
        host.interfaces = [
            HostInterface(index: 1, name: "lo", type: 24, mtu: 65_535, hasConnector: false),
            HostInterface(
                index: 2, name: "eth0", alias: "uplink", speedBitsPerSecond: 10_000_000_000, mac: mac(77),
                lastChange: start.adding(seconds: 2), counters: counters),
        ]
        addResources(to: &host)
        return host
    }

    static func subject(_ number: Int) -> FaultSubject {
        FaultSubject(device: DeviceID(mac(number)), deviceName: "ipbs3-00-00-\(number)", address: .v4(0x0a00_0001))
    }

    static func addFaults(_ count: Int, to snapshot: inout Snapshot) {
        for number in 1...max(count, 1) {
            guard
                case .raised(let alarm) = snapshot.alarms.raise(
                    .masterRadioRegistrationDown, on: subject(number), source: "DECT MASTER",
                    text: "Radio \(number) does not answer", at: now)
            else { continue }
            snapshot.events.append(record(.alarm, alarm))
        }
        snapshot.alarms.objectGone(DeviceID(mac(1)), at: now)
        snapshot.events.append(
            FaultRecord(
                activity: .error, alarmNumber: 0, code: .masterAbnormalCallRelease, severity: .indeterminate,
                seriousness: .warning, subject: subject(2), source: "DECT MASTER", text: "Call 9 broke", time: now))
        snapshot.severities.set(.critical, for: .masterRadioRegistrationDown)
        snapshot.occurrences[.masterRadioRegistrationDown] = FaultOccurrence(count: UInt64(count), lastAt: now)
    }

    static func record(_ activity: FaultActivity, _ alarm: Alarm) -> FaultRecord {
        FaultRecord(
            activity: activity, alarmNumber: alarm.number, code: alarm.key.code, severity: alarm.severity,
            seriousness: .critical, subject: alarm.subject, source: alarm.key.source, text: alarm.text, time: now,
            count: alarm.count, isSimulated: true)
    }

    static func target() -> NotificationTargetStatus {
        var status = NotificationTargetStatus(
            NotificationTarget(index: 1, host: "127.0.0.1", version: .v2c(community: "public")))
        status.lastSent = now
        status.lastAcknowledged = now
        return status
    }

    static func engine() -> EngineValues {
        EngineValues(
            upTime: { 60_000 }, engineID: [0x80, 0, 0x1f, 0x88, 5, 1, 2, 3, 4], engineBoots: { 3 },
            engineTime: { 600 }, maximumMessageSize: 4096, sendsAuthenticationFailures: { true }, hostTime: { now },
            hostUpTime: { 123_456 },
            counters: SNMPCounters())
    }

    static func groups(_ settings: TableSettings = TableSettings()) -> [any MIBGroup<TableSource>] {
        AgentTables.groups(settings, engine: engine())
    }

    /// All cells of an image as a walk gives them.
    static func walk(_ image: MIBImage, below prefix: [UInt32] = [1, 3]) -> [ReadCell] {
        var cells: [ReadCell] = []
        var name = prefix
        while let cell = image.next(after: name), cell.name.starts(with: prefix) {
            cells.append(cell)
            name = cell.name
        }
        return cells
    }
}
