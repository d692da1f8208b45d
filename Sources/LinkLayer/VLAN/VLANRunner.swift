public import NetworkValues

/// Runs the steps of a `VLANControl` by way of a `RouteSocket`, so that whoever owns the thread hands changes in and gets
/// back only what is to be told. Belongs to one thread.
public final class VLANRunner {
    /// The control.
    public private(set) var control: VLANControl
    private let socket: RouteSocket
    private let store: (String) -> Bool
    private var running: UInt32?

    /// Makes a runner. `store` must have its text on the disk when it returns: the next step may cut the device off. When it
    /// returns `false`, no change begins: what must be taken back would be lost with the agent.
    public init(_ control: VLANControl, socket: RouteSocket, store: @escaping (String) -> Bool) {
        self.control = control
        self.socket = socket
        self.store = store
    }

    /// When `handle(.timer)` must be called at the latest. The socket has a deadline of its own.
    public var deadline: Timestamp? { control.deadline }

    /// Takes up what an agent before this one left (`VLANControl.restored`), once the socket's table is complete.
    public func restore(_ text: String, now: Timestamp) -> [VLANControl.Action]? {
        guard
            let restored = VLANControl.restored(
                text, control.settings, boot: control.boot, socket.table, now: now)
        else { return nil }
        control = restored.control
        return perform(restored.actions, now)
    }

    /// Takes an event other than an answer. Returns what is to be told.
    public func handle(_ event: VLANControl.Event, now: Timestamp) -> [VLANControl.Action] {
        perform(control.handle(event, socket.table, now: now), now)
    }

    /// Takes what the socket received. Returns what is to be told.
    public func take(_ changes: [RouteChange], now: Timestamp) -> [VLANControl.Action] {
        var left: [VLANControl.Action] = []
        for case .answer(let sequence, let answer) in changes where sequence == running {
            running = nil
            left += perform(control.handle(.answer(answer), socket.table, now: now), now)
        }
        let isTold = changes.contains { if case .answer = $0 { false } else { true } }
        return isTold ? left + handle(.table, now: now) : left
    }

    private func perform(_ actions: [VLANControl.Action], _ now: Timestamp) -> [VLANControl.Action] {
        var left: [VLANControl.Action] = []
        var isKept = true
        for action in actions {
            switch action {
            case .run where !isKept && control.isApplying:
                let refusal = RouteRefusal(errno: 28, text: "what takes it back cannot be kept on the disk")
                left += perform(control.handle(.answer(.refused(refusal)), socket.table, now: now), now)
            case .run(let step):
                do throws(VLANPlanError) {
                    running = socket.send(try step.request(socket.table), now: now)
                } catch {
                    // A link that is gone: to undo something on it is done already.
                    let refusal = RouteRefusal(errno: 19, text: error.description)
                    left += perform(control.handle(.answer(.refused(refusal)), socket.table, now: now), now)
                }
            case .resolve(let gateway): _ = socket.send(.resolve(gateway.address, on: gateway.index), now: now)
            case .store(let text): isKept = store(text)
            case .note, .warning: left.append(action)
            }
        }
        return left
    }
}
