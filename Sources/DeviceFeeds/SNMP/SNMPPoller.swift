import DeviceProtocols
import NetworkValues

/// Polls devices by SNMP: the system group, their interfaces, the vendor's alarms and fault log.
public final class SNMPPoller: DevicePoller {
    /// Polls after which the fault log is read although nothing speaks for a change of it.
    static let logInterval = 10
    /// Polls from one look at the interfaces to the next.
    static let interfaceInterval = 5
    /// Polls for which a table is not asked for that a device does not have.
    static let absentPolls = 60
    /// The most rows of a table of a device that are read.
    static let rowLimit = 2048

    /// How the vendor's tables stand: what is asked before and behind each walk.
    private struct Standing: Hashable, Sendable {
        /// The rows of the alarm table.
        var alarmEntries: UInt32?
        /// The rows of the fault log.
        var logEntries: UInt32?
        /// The code of the last fault.
        var lastCode: UInt32?

        /// ipDectLastErrorCode.
        private static let lastCodeName: [UInt32] = [1, 3, 6, 1, 4, 1, 27_614, 1, 1, 1, 1, 3, 0]
        static let names = [VendorAlarmReader.entriesName, FaultLogReader.entriesName, lastCodeName]

        init(_ variables: [SNMPVariable]) {
            for variable in variables {
                switch variable.name {
                case VendorAlarmReader.entriesName: alarmEntries = VendorWalk.entries(variable.value)
                case FaultLogReader.entriesName: logEntries = VendorWalk.entries(variable.value)
                case Self.lastCodeName: lastCode = VendorWalk.entries(variable.value)
                default: break
                }
            }
        }
    }

    /// What is remembered of one device between two polls.
    private struct Memory: Sendable {
        var alarms = VendorAlarmReader()
        var log = FaultLogReader()
        var polls = 0
        /// How the tables stood when the log was read.
        var logStanding: Standing?
        var alarmsAbsentUntil = 0
        var logAbsentUntil = 0
        var interfacesDue = 1
    }

    private let manager: SNMPManager
    private let memories = PollMemories<Memory>()

    /// Makes a poller.
    public convenience init(over snmp: SNMPAccess) {
        self.init(snmp.manager)
    }

    init(_ manager: SNMPManager) {
        self.manager = manager
    }

    /// The same without a memory.
    func anew() -> SNMPPoller { SNMPPoller(manager) }

    /// Forgets what was remembered of a device.
    public func forget(_ number: Int) {
        memories.forget(number)
    }

    /// Polls a device.
    public func poll(_ device: WatchedDevice, with credentials: FeedCredentials) async -> PollAnswer {
        guard let target = target(device.address, credentials) else {
            return .failed(.refusal, "the credentials \(credentials.name) have SNMP off")
        }
        var memory = memories.memory(of: device) ?? Memory()
        memory.polls += 1
        memory.alarms.ownAddress = device.address
        memory.log.ownAddress = device.address
        var readings: [DeviceReading] = []
        let standing: Standing
        do throws(SNMPManagerError) {
            standing = try await askSystem(target, &memory, into: &readings)
        } catch {
            // A device that was set back to its factory settings counts its starts from the beginning.
            if error.code == .notInTimeWindow { await manager.forgetEngine(of: target.address, port: target.port) }
            return Self.answer(error)
        }
        var trouble: String?
        do throws(SNMPManagerError) {
            trouble = try await askFaults(target, standing, &memory, into: &readings)
        } catch {
            if error.code == .cancelled || error.code == .stopped { return .cancelled }
            trouble = "\(error)"
        }
        memories.keep(memory, of: device)
        return .read(readings, trouble: trouble)
    }

    /// How a device is asked; `nil` when the credentials have SNMP off.
    func target(_ address: IPAddress, _ credentials: FeedCredentials) -> SNMPTarget? {
        guard let snmp = credentials.snmp else { return nil }
        return SNMPTarget(
            address: address, port: credentials.snmpPort, credentials: snmp,
            timeoutMilliseconds: credentials.timeout, retries: credentials.retries)
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

    /// The system group, with what says how the vendor's tables stand, in one request; the interfaces now and then.
    private func askSystem(
        _ target: SNMPTarget, _ memory: inout Memory, into readings: inout [DeviceReading]
    ) async throws(SNMPManagerError) -> Standing {
        let asksVendor = memory.polls > memory.alarmsAbsentUntil || memory.polls > memory.logAbsentUntil
        let variables = try await manager.get(
            SystemGroup.names + (asksVendor ? Standing.names : []), from: target)
        let system = SystemGroup(variables)
        var interfaces: InterfaceTable?
        if memory.polls >= memory.interfacesDue {
            memory.interfacesDue = memory.polls + Self.interfaceInterval
            do throws(SNMPManagerError) {
                let rows = try await manager.rows(
                    of: InterfaceTable.columns, from: target, limit: InterfaceTable.limit)
                interfaces = InterfaceTable(rows.variables(of: InterfaceTable.columns))
                if rows.rows.isEmpty { memory.interfacesDue = memory.polls + Self.absentPolls }
            } catch {
                // The device is there: it said who it is.
                if error.code == .cancelled || error.code == .stopped { throw error }
            }
        }
        readings += system.readings(interfaces: interfaces)
        readings += interfaces?.readings ?? []
        return Standing(variables)
    }

    /// The vendor's alarms and fault log; returns what makes them doubtful.
    private func askFaults(
        _ target: SNMPTarget, _ standing: Standing, _ memory: inout Memory, into readings: inout [DeviceReading]
    ) async throws(SNMPManagerError) -> String? {
        var standing = standing
        var trouble: String?
        if memory.polls > memory.alarmsAbsentUntil {
            let answer = try await read(
                VendorAlarmReader.columns, target, &standing, entries: \.alarmEntries
            ) { memory.alarms.take($0) }
            readings += answer.readings
            switch answer.outcome {
            case .unsupported: memory.alarmsAbsentUntil = memory.polls + Self.absentPolls
            case .unsettled(let doubt): trouble = "the table of alarms does not settle: \(doubt)"
            case .done, .readAgain: break
            }
        }
        guard memory.polls > memory.logAbsentUntil else { return trouble }
        guard standing != memory.logStanding || memory.polls % Self.logInterval == 0 else { return trouble }
        let seen = standing
        let answer = try await read(
            FaultLogReader.columns, target, &standing, entries: \.logEntries
        ) { memory.log.take($0) }
        readings += answer.readings
        memory.logStanding = seen
        switch answer.outcome {
        case .unsupported: memory.logAbsentUntil = memory.polls + Self.absentPolls
        case .unsettled(let doubt): trouble = trouble ?? "the fault log does not settle: \(doubt)"
        case .done, .readAgain: break
        }
        return trouble
    }

    /// Reads a table until its reader is content, or gives up. `standing` is how the tables stood before, and then how they
    /// stand behind it.
    private func read(
        _ columns: [[UInt32]], _ target: SNMPTarget, _ standing: inout Standing,
        entries: KeyPath<Standing, UInt32?>, _ take: (VendorWalk) -> VendorTableAnswer
    ) async throws(SNMPManagerError) -> VendorTableAnswer {
        var readings: [DeviceReading] = []
        while true {
            let before = standing[keyPath: entries]
            let rows = try await manager.rows(of: columns, from: target, limit: Self.rowLimit)
            standing = Standing(try await manager.get(Standing.names, from: target))
            var answer = take(
                VendorWalk(
                    rows.variables(of: columns), entriesBefore: before, entriesAfter: standing[keyPath: entries],
                    isPart: !rows.isComplete))
            readings += answer.readings
            if case .readAgain = answer.outcome { continue }
            answer.readings = readings
            return answer
        }
    }

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
