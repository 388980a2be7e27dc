"""A wheel built from the checkout serves in a clean environment elsewhere: nothing it needs is left behind."""

import os
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from tests.ports import free_port

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.parametrize("kind", ["templates", "controls", "migrations", "static", "translations", "demo"])
def test_a_wheel_holds_every_file_of_the_checkout(wheel: Path, kind: str) -> None:
    top = kind in ("templates", "controls", "migrations")
    source, target = (ROOT / kind, f"isms/_data/{kind}") if top else (ROOT / "isms" / kind, f"isms/{kind}")
    listed = subprocess.run(["git", "ls-files", str(source)], cwd=ROOT, check=True, capture_output=True, text=True)
    wanted = {f"{target}/{(ROOT / name).relative_to(source)}" for name in listed.stdout.splitlines()}

    assert wanted
    assert wanted <= set(zipfile.ZipFile(wheel).namelist())


def test_a_wheel_serves_in_a_clean_environment_elsewhere(wheel: Path, tmp_path: Path) -> None:
    isms = _installed(wheel, tmp_path)
    environment = {"PATH": os.environ["PATH"], "ISMS_INSTANCE": str(tmp_path / "instance"), "LANG": "en"}
    subprocess.run([isms, "init"], cwd=tmp_path, env=environment, check=True, capture_output=True)
    port = free_port()
    with subprocess.Popen([isms, "serve", "--port", str(port)], cwd=tmp_path, env=environment) as server:
        try:
            assert "Sign in to information security" in _fetched(f"http://127.0.0.1:{port}/sign-in")
        finally:
            server.terminate()


def _installed(wheel: Path, folder: Path) -> str:
    """Install the wheel alone; what it depends on is lent from this environment, since it is not what is tested."""
    venv.create(folder / "venv", with_pip=False)
    packages = next((folder / "venv" / "lib").glob("python*")) / "site-packages"
    zipfile.ZipFile(wheel).extractall(packages)
    lent = next(path for path in sys.path if path.endswith("site-packages"))
    names = [p for p in Path(lent).iterdir() if "isms" not in p.name and p.name not in ("__pycache__", "bin")]
    for path in names:
        (packages / path.name).symlink_to(path) if not (packages / path.name).exists() else None
    script = folder / "isms"
    script.write_text(f"#!{folder}/venv/bin/python\nfrom isms.cli import main\nmain()\n")
    script.chmod(0o755)
    return str(script)


def _fetched(url: str) -> str:
    request = urllib.request.Request(url, headers={"Accept-Language": "en"})
    for _attempt in range(100):
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} never answered")
