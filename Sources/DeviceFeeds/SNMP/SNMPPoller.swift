import DeviceProtocols
import NetworkValues
import Settings
import Synchronization

/// Polls devices by SNMP: the system group, their interfaces, the vendor's alarms and fault log.
public final class SNMPPoller: DevicePoller {
    /// Polls after which the fault log is read although nothing speaks for a change of it.
    static let logInterval = 10
    /// Polls for which a table is not asked for that a device does not have.
    static let absentPolls = 60
    /// The most rows of a table of a device that are read.
    static let rowLimit = 2048

    /// What is remembered of one device between two polls.
    private struct Memory: Sendable {
        var alarms = VendorAlarmReader()
        var log = FaultLogReader()
        var polls = 0
        /// The count of rows of the log, and the code of the last fault, when the log was read.
        var logSign: [SNMPValue] = []
        var alarmsAbsentUntil = 0
        var logAbsentUntil = 0
        var interfacesAbsentUntil = 0
    }

    private let manager: SNMPManager
    private let timing: @Sendable () -> (timeout: Int, retries: Int)
    private let memories = Mutex<[Int: Memory]>([:])

    /// Makes a poller. `timing` is how many milliseconds an answer is waited for, and how often it is asked again.
    public init(_ manager: SNMPManager, timing: @escaping @Sendable () -> (timeout: Int, retries: Int)) {
        self.manager = manager
        self.timing = timing
    }

    /// The same without a memory.
    func anew() -> SNMPPoller { SNMPPoller(manager, timing: timing) }

    /// Forgets what was remembered of a device.
    public func forget(_ number: Int) {
        memories.withLock { $0[number] = nil }
    }

    /// Polls a device.
    public func poll(_ device: WatchedDevice, with credentials: FeedCredentials) async -> PollAnswer {
        guard let target = target(device.address, credentials) else {
            return .failed(.refusal, "the credentials \(credentials.name) have SNMP off")
        }
        var memory = memories.withLock { $0[device.number] } ?? Memory()
        memory.polls += 1
        memory.alarms.ownAddress = device.address
        memory.log.ownAddress = device.address
        var readings: [DeviceReading] = []
        do throws(SNMPManagerError) {
            try await askSystem(target, &memory, into: &readings)
        } catch {
            // A device that was set back to its factory settings counts its starts from the beginning.
            if error.code == .notInTimeWindow { await manager.forgetEngine(of: target.address, port: target.port) }
            return Self.answer(error)
        }
        var trouble: String?
        do throws(SNMPManagerError) {
            trouble = try await askFaults(target, &memory, into: &readings)
        } catch {
            if error.code == .cancelled || error.code == .stopped { return .cancelled }
            trouble = "\(error)"
        }
        memories.withLock { $0[device.number] = memory }
        return .read(readings, trouble: trouble)
    }

    /// How a device is asked; `nil` when the credentials have SNMP off.
    func target(_ address: IPAddress, _ credentials: FeedCredentials) -> SNMPTarget? {
        guard let snmp = credentials.snmp else { return nil }
        let (timeout, retries) = timing()
        return SNMPTarget(
            address: address, port: credentials.snmpPort, credentials: SNMPCredentials(snmp),
            timeoutMilliseconds: timeout, retries: retries)
    }

    /// What the system group and the interfaces say: enough to know who it is.
    func identify(
        _ target: SNMPTarget
    ) async throws(SNMPManagerError) -> (system: SystemGroup, interfaces: InterfaceTable) {
        let system = SystemGroup(try await manager.get(SystemGroup.names, from: target))
        let rows = try await manager.rows(of: InterfaceTable.columns, from: target, limit: InterfaceTable.limit)
        return (system, InterfaceTable(rows.variables(of: InterfaceTable.columns)))
    }

    // MARK: The parts of a poll

    private func askSystem(
        _ target: SNMPTarget, _ memory: inout Memory, into readings: inout [DeviceReading]
    ) async throws(SNMPManagerError) {
        let system = SystemGroup(try await manager.get(SystemGroup.names, from: target))
        var interfaces: InterfaceTable?
        if memory.polls > memory.interfacesAbsentUntil {
            do throws(SNMPManagerError) {
                let rows = try await manager.rows(
                    of: InterfaceTable.columns, from: target, limit: InterfaceTable.limit)
                interfaces = InterfaceTable(rows.variables(of: InterfaceTable.columns))
                if rows.rows.isEmpty { memory.interfacesAbsentUntil = memory.polls + Self.absentPolls }
            } catch {
                // The device is there: it said who it is.
                if error.code == .cancelled || error.code == .stopped { throw error }
            }
        }
        readings += system.readings(interfaces: interfaces)
        readings += interfaces?.readings ?? []
    }

    /// The vendor's alarms and fault log; returns what makes them doubtful.
    private func askFaults(
        _ target: SNMPTarget, _ memory: inout Memory, into readings: inout [DeviceReading]
    ) async throws(SNMPManagerError) -> String? {
        var trouble: String?
        if memory.polls > memory.alarmsAbsentUntil {
            let answer = try await read(VendorAlarmReader.entriesName, VendorAlarmReader.columns, target) {
                memory.alarms.take($0)
            }
            readings += answer.readings
            switch answer.outcome {
            case .unsupported: memory.alarmsAbsentUntil = memory.polls + Self.absentPolls
            case .unsettled(let doubt): trouble = "the table of alarms does not settle: \(doubt)"
            case .done, .readAgain: break
            }
        }
        guard memory.polls > memory.logAbsentUntil else { return trouble }
        let sign = try await manager.get([FaultLogReader.entriesName, Self.lastCode], from: target).map(\.value)
        guard sign != memory.logSign || memory.polls % Self.logInterval == 0 else { return trouble }
        let answer = try await read(FaultLogReader.entriesName, FaultLogReader.columns, target) {
            memory.log.take($0)
        }
        readings += answer.readings
        memory.logSign = sign
        switch answer.outcome {
        case .unsupported: memory.logAbsentUntil = memory.polls + Self.absentPolls
        case .unsettled(let doubt): trouble = trouble ?? "the fault log does not settle: \(doubt)"
        case .done, .readAgain: break
        }
        return trouble
    }

    /// Reads a table until its reader is content, or gives up.
    private func read(
        _ entries: [UInt32], _ columns: [[UInt32]], _ target: SNMPTarget,
        _ take: (VendorWalk) -> VendorTableAnswer
    ) async throws(SNMPManagerError) -> VendorTableAnswer {
        var readings: [DeviceReading] = []
        while true {
            let before = try await manager.get([entries], from: target).first.flatMap { VendorWalk.entries($0.value) }
            let rows = try await manager.rows(of: columns, from: target, limit: Self.rowLimit)
            let after = try await manager.get([entries], from: target).first.flatMap { VendorWalk.entries($0.value) }
            var answer = take(
                VendorWalk(
                    rows.variables(of: columns), entriesBefore: before, entriesAfter: after,
                    isPart: !rows.isComplete))
            readings += answer.readings
            if case .readAgain = answer.outcome { continue }
            answer.readings = readings
            return answer
        }
    }

    /// ipDectLastErrorCode.
    private static let lastCode: [UInt32] = [1, 3, 6, 1, 4, 1, 27_614, 1, 1, 1, 1, 3, 0]

    static func answer(_ error: SNMPManagerError) -> PollAnswer {
        switch error.code {
        case .timeout, .refused, .unreachable: .failed(.silence, "\(error)")
        case .cancelled, .stopped: .cancelled
        default: .failed(.refusal, "\(error)")
        }
    }
}

extension SNMPRows {
    /// The rows as the variables that they were made of.
    func variables(of columns: [[UInt32]]) -> [SNMPVariable] {
        rows.flatMap { index, values in
            zip(columns, values).compactMap { column, value in value.map { SNMPVariable(column + index, $0) } }
        }
    }
}

extension SNMPCredentials {
    /// Makes what the library wants of what the settings say.
    init(_ settings: FeedCredentials.SNMP) {
        switch settings {
        case .v1(let community): self = .v1(community: community.revealed)
        case .v2c(let community): self = .v2c(community: community.revealed)
        case .v3(let user):
            let authentications: [String: Authentication] = [
                "md5": .md5, "sha": .sha, "sha224": .sha224, "sha256": .sha256, "sha384": .sha384, "sha512": .sha512,
            ]
            let privacies: [String: Privacy] = ["des": .des, "aes": .aes128, "aes192": .aes192, "aes256": .aes256]
            self = .v3(
                user: user.name,
                authentication: user.authentication.flatMap { authentications[$0] }.map {
                    ($0, user.authenticationPassword?.revealed ?? "")
                },
                privacy: user.privacy.flatMap { privacies[$0] }.map { ($0, user.privacyPassword?.revealed ?? "") },
                contextName: user.context)
        }
    }
}
