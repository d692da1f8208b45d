import Faults
import Foundation
public import IPDECTCore
import LogProtocols

public import NetworkValues
public import ServiceLifecycle
public import Snapshot
import Synchronization

/// Takes the alarms and events that base stations forward: raises and clears them in the alarm table, under the device
/// that sent them.
public final class AlarmCollector: Service {
    /// Why a message was not taken.
    public enum Refusal: Error, Hashable, Sendable {
        /// Alarms are not taken at all, or not from that address.
        case notAllowed
        /// The source sends too fast.
        case tooFast
        /// The message is no alarm: what was expected and what came.
        case malformed(String)
        /// What it says is not safe, as the disk is full: it must come again.
        case notSafe
    }

    /// Devices that are watched; more are taken, but do not time out.
    static let deviceLimit = 8192
    /// Seconds between two looks for devices that are silent.
    static let lookSeconds = 60

    private struct State {
        var settings: AlarmCollectSettings
        /// When each device was heard last, and whether it counts as gone.
        var devices: [DeviceID: (heardAt: Timestamp, isGone: Bool)] = [:]
        var window: (second: Int64, counts: [IPAddress: Int]) = (0, [:])
        var taken: UInt64 = 0
        var refused: UInt64 = 0
    }

    private let snapshots: SnapshotStore
    private let submit: @Sendable ([SiteEffect]) async -> Bool
    private let now: @Sendable () -> Timestamp
    private let sleep: @Sendable (Duration) async throws -> Void
    private let state: Mutex<State>

    /// Makes a collector. `submit` returns when what it was given is durable, or `false` when it cannot be.
    public init(
        _ settings: AlarmCollectSettings, snapshots: SnapshotStore,
        submit: @escaping @Sendable ([SiteEffect]) async -> Bool, now: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.snapshots = snapshots
        self.submit = submit
        self.now = now
        self.sleep = sleep
        state = Mutex(State(settings: settings))
    }

    /// The path at which alarms are taken.
    public var path: String { state.withLock { $0.settings.path } }
    /// Whether alarms are taken.
    public var isEnabled: Bool { state.withLock { $0.settings.isEnabled } }
    /// Messages taken and refused.
    public var counts: (taken: UInt64, refused: UInt64) { state.withLock { ($0.taken, $0.refused) } }

    /// Takes other settings.
    public func apply(_ settings: AlarmCollectSettings) { state.withLock { $0.settings = settings } }

    /// Takes a message: a form, or an object of JSON. Returns when it is durable. Throws why it was not taken.
    public func receive(_ octets: [UInt8], isJSON: Bool, from source: IPAddress) async throws(Refusal) {
        do throws(Refusal) {
            try admit(source)
            let form: AlarmForm
            do throws(FormError) {
                form = try isJSON ? AlarmForm(Self.fields(of: octets).span) : AlarmForm(octets.span)
            } catch {
                throw .malformed(error.description)
            }
            let subject = subject(of: form, from: source)
            // Device 0 is the agent itself: nobody else raises its alarms, or clears them.
            guard subject.device != .agent else {
                throw .malformed("expected the hardware address of a device in serial, got \(form.serial.prefix(32))")
            }
            guard await submit(effects(of: form, on: subject)) else { throw .notSafe }
            state.withLock { $0.taken += 1 }
        } catch {
            state.withLock { $0.refused += 1 }
            throw error
        }
    }

    private func admit(_ source: IPAddress) throws(Refusal) {
        let second = now().seconds
        let refusal: Refusal? = state.withLock { state in
            let settings = state.settings
            guard settings.isEnabled,
                settings.allowed.isEmpty || settings.allowed.contains(where: { $0.contains(source) })
            else { return .notAllowed }
            guard settings.messagesPerSecond > 0 else { return nil }
            if state.window.second != second { state.window = (second, [:]) }
            state.window.counts[source, default: 0] += 1
            return state.window.counts[source, default: 0] > settings.messagesPerSecond ? .tooFast : nil
        }
        if let refusal { throw refusal }
    }

    /// What follows from a message.
    private func effects(of form: AlarmForm, on subject: FaultSubject) -> [SiteEffect] {
        let now = now()
        let wasGone = state.withLock { state in
            guard state.devices[subject.device] != nil || state.devices.count < Self.deviceLimit else { return false }
            defer { state.devices[subject.device] = (now, false) }
            return state.devices[subject.device]?.isGone ?? false
        }
        let code = FaultCode(rawValue: form.code)
        let module = form.source.isEmpty ? "device" : String(form.source.prefix(64))
        let text = String(form.text.isEmpty ? FaultCatalogue.definition(of: code)?.title ?? "" : form.text).prefix(1024)
        let effect: SiteEffect =
            switch form.kind {
            case .alarm: .raise(code, on: subject, source: module, text: String(text))
            case .clear: .clear(AlarmKey(device: subject.device, source: module, code: code))
            case .error: .event(code, on: subject, source: module, text: String(text))
            }
        return wasGone ? [.objectReturned(subject.device), effect] : [effect]
    }

    /// Which device it is: by its hardware address, by the name or the address that the site knows, or else by the address
    /// alone.
    private func subject(of form: AlarmForm, from source: IPAddress) -> FaultSubject {
        let digits = form.serial.filter(\.isHexDigit)
        let serial = digits.count == 12 ? UInt64(digits, radix: 16) : nil
        let radios = snapshots.current.site.radios
        let known =
            radios.first { $0.mac.rawValue == serial }
            ?? radios.first { !form.host.isEmpty && ($0.name == form.host || $0.report.deviceName == form.host) }
            ?? radios.first { $0.report.address == source }
        let device = known?.mac.rawValue ?? serial ?? DeviceID.standIn(for: source).rawValue
        let name = known?.name ?? (form.host.isEmpty ? "\(source)" : String(form.host.prefix(64)))
        return FaultSubject(device: DeviceID(rawValue: device), deviceName: name, address: source)
    }

    /// The fields of an object of JSON as a form; what is no such object is empty.
    private static func fields(of octets: [UInt8]) -> [UInt8] {
        guard octets.count <= 65_536,
            let object = try? JSONSerialization.jsonObject(with: Data(octets)) as? [String: Any]
        else { return [] }
        var parts: [String] = []
        for (name, value) in object.sorted(by: { $0.key < $1.key }) {
            guard let text = value as? String ?? (value as? NSNumber)?.stringValue else { continue }
            // The twin in JSON has seconds since 1970 in its date.
            let field = name == "date" && Int64(text) != nil ? "time" : name == "mt" ? "" : name
            guard !field.isEmpty,
                let encoded = text.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
            else { continue }
            parts.append("\(field)=\(encoded)")
        }
        return Array(parts.joined(separator: "&").utf8)
    }

    // MARK: Silence

    /// Watches for devices that no longer say that their alarms stand, until the agent shuts down.
    public func run() async {
        await cancelWhenGracefulShutdown {
            // By then all alarms of the last run have been brought up to date.
            guard (try? await self.sleep(.seconds(Self.lookSeconds))) != nil else { return }
            await self.adopt()
            while (try? await self.sleep(.seconds(Self.lookSeconds))) != nil { await self.look() }
        }
    }

    /// Devices whose alarms stood before the agent was restarted have their time from now on.
    func adopt() async {
        let snapshot = snapshots.current
        let known = Set(snapshot.site.radios.map { DeviceID(rawValue: $0.mac.rawValue) })
        let now = now()
        let adopted = state.withLock { state in
            guard state.settings.isEnabled else { return [DeviceID]() }
            let foreign = Set(snapshot.alarms.alarms.map(\.key.device)).subtracting(known).subtracting([.agent])
                .sorted()
            for device in foreign.prefix(Self.deviceLimit) where state.devices[device] == nil {
                state.devices[device] = (now, false)
            }
            return foreign
        }
        if !adopted.isEmpty { _ = await submit(adopted.map(SiteEffect.objectReturned)) }
    }

    /// Says which devices are gone, because they were silent for too long.
    func look() async {
        let now = now()
        let standing = Set(snapshots.current.alarms.alarms.map(\.key.device))
        let gone = state.withLock { state in
            let limit = Int64(state.settings.timeoutMinutes) * 60_000
            var gone: [DeviceID] = []
            for (device, entry) in state.devices where now.milliseconds(since: entry.heardAt) >= limit {
                if standing.contains(device), !entry.isGone {
                    state.devices[device]?.isGone = true
                    gone.append(device)
                } else if !standing.contains(device) {
                    state.devices[device] = nil
                }
            }
            return gone.sorted()
        }
        if !gone.isEmpty { _ = await submit(gone.map(SiteEffect.objectGone)) }
    }
}
