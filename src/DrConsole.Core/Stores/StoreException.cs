namespace DrConsole.Stores;

/// <summary>A store did not do what was asked. The message names cause and cure, and holds no secret.</summary>
/// <param name="fault">What kind of fault it is; decides whether trying again can help.</param>
public sealed class StoreException(StoreFault fault, string message, Exception? inner = null) : Exception(message, inner)
{
    public StoreFault Fault => fault;

    /// <summary>True where the same request may succeed later.</summary>
    public bool IsPassing => fault is StoreFault.Unreachable or StoreFault.Overloaded or StoreFault.TooSlow;
}

/// <summary>Kinds of faults of a store.</summary>
public enum StoreFault
{
    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>It asked to slow down, or had a fault of its own (5xx).</summary>
    Overloaded,

    /// <summary>Nothing moved for too long.</summary>
    TooSlow,

    /// <summary>Credentials are wrong, expired, or lack a right.</summary>
    Denied,

    /// <summary>The server did not prove who it is: its certificate is not trusted, expired, or for another name. Nothing was asked of it.</summary>
    Untrusted,

    /// <summary>This machine's clock and the store's differ too much.</summary>
    ClockSkew,

    /// <summary>The bucket, directory or medium is not there.</summary>
    Missing,

    /// <summary>The object is not there, or not any more.</summary>
    ObjectMissing,

    /// <summary>Another object is there already under that key; it stays as it is.</summary>
    Exists,

    /// <summary>An object lock or legal hold protects the object.</summary>
    Locked,

    /// <summary>What was stored or read is not what was sent.</summary>
    Damaged,

    /// <summary>No space is left.</summary>
    Full,

    /// <summary>The store cannot do this at all.</summary>
    Unsupported,
}
