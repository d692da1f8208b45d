import Synchronization

/// The place of the current image: whoever builds images publishes here, the engine's threads take the newest one for each
/// batch of requests.
public final class MIBImageStore: Sendable {
    private let image: Mutex<MIBImage>

    /// Makes a store; it answers nothing until an image is published.
    public init(_ first: MIBImage = .empty) {
        image = Mutex(first)
    }

    /// The current image.
    public var current: MIBImage {
        image.withLock { $0 }
    }

    /// Makes `next` the current image.
    public func publish(_ next: MIBImage) {
        // The old image is released outside of the lock: it may be the last reference to many rows.
        let old = image.withLock { image in
            let old = image
            image = next
            return old
        }
        withExtendedLifetime(old) {}
    }
}
