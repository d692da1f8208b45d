import NetworkValues
import Synchronization

/// What is remembered of devices between two polls. It is of the device at its address: what takes the number of another, or
/// its address changed, begins anew.
final class PollMemories<Memory: Sendable>: Sendable {
    private let entries = Mutex<[Int: (address: IPAddress, memory: Memory)]>([:])

    /// What is remembered of a device.
    func memory(of device: WatchedDevice) -> Memory? {
        entries.withLock { entries in
            guard let entry = entries[device.number], entry.address == device.address else { return nil }
            return entry.memory
        }
    }

    /// Remembers what a poll has learnt.
    func keep(_ memory: Memory, of device: WatchedDevice) {
        entries.withLock { $0[device.number] = (device.address, memory) }
    }

    /// Forgets the device with a number.
    func forget(_ number: Int) {
        entries.withLock { $0[number] = nil }
    }
}
